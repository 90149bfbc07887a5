import { EditError, editCheckpoint, type Recipe } from "criu-checkpoint";
import { openCheckpoint, VERBS } from "criu-checkpoint/node";
import { VERB_FORMS, type VerbKey } from "criu-checkpoint/verbs";
import { expect, test } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";

/** Values that fit the checkpoint. */
const OWN: Readonly<Record<string, unknown>> = { pid: 3438, fd: 500 };

/** Returns a value that a key can have. */
function valueFor({ kind, least = 0, words = [] }: VerbKey): unknown {
  if (kind === "integer" || kind === "number") return least;
  if (kind === "word") return words[0];
  if (kind === "texts") return ["avx2"];
  return kind === "path" ? "/srv/a" : kind === "address" ? "10.0.0.1" : "a";
}

/** Returns values that a key cannot have. */
function wrongFor({ kind, least = 0, most = 0 }: VerbKey): unknown[] {
  const others = [{}, true];
  if (kind === "bytes" || kind === "text" || kind === "texts") return [];
  if (kind === "integer") return [...others, least - 1, BigInt(most) + 1n, "no-such-word"];
  if (kind === "number") return [...others, -1, Number(most) + 1, "some"];
  if (kind === "word") return [...others, "no-such-word", 1];
  return kind === "path" ? [...others, "relative"] : kind === "address" ? [...others, "10.0.0"] : others;
}

test("the data of verbs are those of the verbs that are applied", () => {
  expect(Object.keys(VERBS).sort()).toEqual(Object.keys(VERB_FORMS).sort());
});

test("each key refuses what its form does not have, and names its place", async () => {
  const source = await openCheckpoint(checkpoint("fds"));
  for (const [verb, form] of Object.entries(VERB_FORMS).filter(([name]) => name !== "file")) {
    const keys: [string, VerbKey][] = Object.entries(form.keys);
    for (const [key, own] of keys) {
      for (const wrong of wrongFor(own)) {
        const values = Object.fromEntries(keys.map(([name, one]) => [name, OWN[name] ?? valueFor(one)]));
        const recipe: Recipe = [{ [verb]: { ...values, [key]: wrong } }];
        const error = await editCheckpoint(source, recipe).catch((one: unknown) => one);
        expect(error, `${verb}.${key}: ${String(wrong)}`).toBeInstanceOf(EditError);
        expect((error as EditError).place, `${verb}.${key}: ${String(wrong)}`).toBe(`step 1, ${verb}.${key}`);
      }
    }
  }
  await source.close();
});
