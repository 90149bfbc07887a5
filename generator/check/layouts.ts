import type { Extra, Image, Model, Part } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";

/** Checks that a layout is readable: it has no dangling part, and no part hides another. */
export function* checkLayouts(model: Model): Generator<Problem> {
  for (const image of model.images) {
    const message = image.magic === undefined ? undefined : fault(image);
    if (message !== undefined) yield { code: "bad-layout", message: `\`${image.name}\` ${message}`, at: image.at };
  }
}

function fault({ layout: { first, entries, extra, joined, rest } }: Image): string | undefined {
  if (entries === undefined && rest === undefined)
    return "has no payload after its magic: it needs `entries` or `rest`";
  if (extra !== undefined && entries === undefined) return "has an `extra` but no `entries` before it";
  if (joined === true && !canJoin(extra))
    return "has `joined`, but its `extra` is not a list of named parts of bytes without conditions";
  if (first === undefined && (entries?.when ?? rest?.when) !== undefined)
    return "has a condition, but no `first` message with the field";
  if (entries === undefined || rest === undefined) return undefined;
  const { when: a } = entries;
  const { when: b } = rest;
  if (a !== undefined && b !== undefined && a.field === b.field && a.is !== b.is) return undefined;
  return "has `entries` and `rest`: one needs `if FIELD` and the other `unless FIELD`, of the same field";
}

function canJoin(extra: Extra | undefined): boolean {
  const isRun = (part: Part): boolean => part.kind === "run" && part.type === "bytes" && part.when === undefined;
  return extra?.kind === "named" && extra.parts.every(({ part }) => isRun(part));
}
