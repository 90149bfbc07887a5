import type { Finding } from "criu-checkpoint";
import { type AnyImage, decodeAnyImage, encodeAnyImage, imageOfFile } from "criu-images";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../schema/relations/evaluate.ts";
import { filesOf } from "../../schema/relations/occurrences.ts";
import { Draft } from "../../support/draft.ts";
import { share } from "../../support/share.ts";
import { type Dice, diceOf } from "../../support/wire.ts";

/*
 * Compares `validate` with the evaluator of test/schema/relations, which decodes whole images and follows docs/relations.md
 * without any index.
 */

const NAMES = [
  "basic",
  "cgroup",
  "ext-netns",
  "fds",
  "ghost",
  "ipc",
  "locks",
  "mnt",
  "net-ipt",
  "remap",
  "threads",
  "tty",
  "unixs",
];

interface Numeric {
  readonly owner: Record<string, unknown>;
  readonly key: string;
}

/** Lists the numbers of a message, at any depth. */
function numbersIn(value: unknown): Numeric[] {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [];
  const owner = value as Record<string, unknown>;
  return Object.keys(owner).flatMap((key) => {
    const one = owner[key];
    return typeof one === "number" || typeof one === "bigint" ? [{ owner, key }] : numbersIn(one);
  });
}

/** Changes one number of one image of a checkpoint; returns false if the image cannot be written with it. */
function change(draft: Draft, dice: Dice): boolean {
  const pick = <T>(all: readonly T[]): T | undefined => all[dice(all.length)];
  const files = [...draft.files.keys()].filter((file) => draft.files.get(file) instanceof Uint8Array);
  const file = pick(files) ?? "";
  const image =
    imageOfFile(file) === undefined ? undefined : decodeAnyImage(draft.files.get(file) as Uint8Array, { file });
  if (image === undefined || !("entries" in image)) return false;
  const chosen = pick([...numbersIn(image.entries), ...numbersIn((image as { first?: unknown }).first)]);
  if (chosen === undefined) return false;
  const old = chosen.owner[chosen.key] as number | bigint;
  const value = pick([0, 1, 2, 9, 16, 4711, 65536, Number(old) + 1, Math.abs(Number(old) - 1)]) ?? 0;
  chosen.owner[chosen.key] = typeof old === "bigint" ? BigInt(value) : value;
  try {
    draft.files.set(file, encodeAnyImage(image as AnyImage));
    return true;
  } catch {
    return false;
  }
}

/** Formats a finding as the judge does; those that the judge does not look for are left out. */
function asJudged({ code, file, image, path, message }: Finding): string[] {
  const last =
    path
      .replaceAll(/\[\d+\]/g, "")
      .split(".")
      .at(-1) ?? "";
  const space = /defines the ([a-z-]+) /.exec(message)?.[1] ?? /ids of ([a-z-]+)/.exec(message)?.[1];
  const id = imageOfFile(file)?.id;
  switch (code) {
    case "missing-file":
      return [id === undefined ? `${image} is missing` : `${image} of ${id} is missing`];
    case "orphan-file":
      return [`${file}: nobody has its id`];
    case "unknown-id":
      return [`${file}: ${message}`];
    case "missing-keys":
      return [`no image defines the ids of ${space}`];
    case "duplicate-id":
      return [`two keys of ${space} are the same`];
    case "unequal-fields":
    case "wrong-choice":
      return [`${file}: ${last} does not fit`];
    case "missing-choice":
      return [`${file}: ${last} has no field`];
    case "over-limit":
      return [`${file}: ${last} is too large`];
    case "duplicate-value":
    case "bad-range":
      return [`${file}: ${last} is not in order`];
    default:
      return [];
  }
}

/** Reduces the judge's text: its paths have the message or the image, and the field alone is compared. */
function reduced(fault: string): string {
  return fault
    .replace(/: (?:\w+\.)*(\w+) (does not fit|is too large|is not in order)$/, ": $1 $2")
    .replace(/: (?:\w+\.)*(\w+) has no .*$/, ": $1 has no field");
}

function judged(draft: Draft): Set<string> {
  const read = (name: string): Uint8Array => {
    const content = draft.files.get(name);
    return content instanceof Uint8Array ? content : new Uint8Array();
  };
  return new Set(evaluate(filesOf(draft.files.keys(), read)).faults.map(reduced));
}

describe.each(NAMES)("the findings of %s", (name) => {
  it("are those of the evaluator by the book, after any change", async () => {
    const dice = diceOf(name.length * 7919);
    const whole = await Draft.of(name);
    for (let round = 0; round < share(12); round++) {
      const draft = new Draft(whole.files);
      for (let changes = 0; changes < 3; ) if (change(draft, dice)) changes++;
      const found = new Set((await draft.validate()).flatMap(asJudged));
      expect([...found].sort()).toEqual([...judged(draft)].sort());
    }
  });
});
