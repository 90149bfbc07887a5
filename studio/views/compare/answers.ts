import type { Comparison } from "criu-checkpoint";
import type { Answer, Opened } from "../../engine/opened.ts";
import type { Forms } from "../../parts/forms.ts";
import type { Call } from "../../rpc/message.ts";
import type { Differences } from "./difference.ts";

interface Other {
  /** Name of the other checkpoint. */
  readonly other: string;
}

/* The code of each answer is loaded when it is needed. */

const run: Answer<Other, Differences> = async (opened, { other }, call) =>
  (await import("./differences.ts")).differencesOf(await compared(opened, other, call));

const forms: Answer<Other, Forms> = async (opened, { other }, call) =>
  (await import("./forms.ts")).compareForms(opened.name, other, await compared(opened, other, call));

/** The last comparison of a checkpoint, which is copied as it is shown. */
interface Kept {
  other?: Opened;
  comparison?: Comparison;
}

async function compared(opened: Opened, name: string, { signal, progress }: Call): Promise<Comparison> {
  const other = opened.all.get(name);
  const kept = opened.shared<Kept>("comparison", () => ({}));
  if (kept.other === other && kept.comparison !== undefined) return kept.comparison;
  const { compareCheckpoints } = await import("criu-checkpoint");
  const comparison = await compareCheckpoints(opened.checkpoint, other.checkpoint, { signal, progress });
  kept.other = other;
  kept.comparison = comparison;
  return comparison;
}

/** Answers about two checkpoints. */
export const compareAnswers: { readonly "compare.run": typeof run; readonly "compare.forms": typeof forms } = {
  "compare.run": run,
  "compare.forms": forms,
};
