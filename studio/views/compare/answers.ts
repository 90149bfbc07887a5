import type { Answer } from "../../engine/opened.ts";
import type { Differences } from "./difference.ts";

/** Compares a checkpoint with another open one. The code is loaded when it is needed. */
const run: Answer<{ readonly other: string }, Differences> = async (opened, { other }, { signal, progress }) => {
  const { checkpoint } = opened.all.get(other);
  const [{ compareCheckpoints }, { differencesOf }] = await Promise.all([
    import("criu-checkpoint"),
    import("./differences.ts"),
  ]);
  return differencesOf(await compareCheckpoints(opened.checkpoint, checkpoint, { signal, progress }));
};

/** Answers about two checkpoints. */
export const compareAnswers: { readonly "compare.run": typeof run } = { "compare.run": run };
