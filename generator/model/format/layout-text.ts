import type { Condition, Extra, Layout, Part } from "../model.ts";
import type { Format } from "./format.ts";

/*
 * Layouts as texts, in three forms: the form of the table; the form of the wire, with numbers of fields and without
 * names of parts; and the form of programs, without lengths and pads.
 */

interface Words {
  /** A length field, or the field of a condition. */
  readonly field: (owner: string, field: string) => string;
  readonly message: (name: string) => string;
  readonly part: (name: string) => string;
  /** A part of bytes or integers. */
  readonly run: (type: string, length: string, pad: number) => string;
}

const same = (name: string): string => name;
const RUN: Words["run"] = (type, length, pad) => `${type}(${length})${pad > 1 ? ` pad ${pad}` : ""}`;

/** Writes a layout in the form of the table. */
export function layoutText(layout: Layout): string {
  return textOf(layout, { field: (_, field) => field, message: same, part: same, run: RUN });
}

/**
 * Writes a layout in the form of the wire.
 *
 * @param rename returns the current name of a message
 */
export function layoutOnWire(layout: Layout, { messages }: Format, rename: (name: string) => string = same): string {
  const field = (owner: string, name: string): string => {
    const fields = messages.find((message) => message.name === owner)?.fields;
    return String(fields?.find((candidate) => candidate.name === name)?.number ?? name);
  };
  return textOf(layout, { field, message: rename, part: () => "", run: RUN });
}

/** TypeScript types of the integers of a part. */
const HELD: Readonly<Record<string, string>> = { u16: "number", u32: "number", u64: "bigint" };

/** Writes a layout in the form of programs. */
export function layoutInTypes(layout: Layout, rename: (name: string) => string = same): string {
  const run: Words["run"] = (type) => HELD[type] ?? type;
  return textOf(layout, { field: () => "", message: rename, part: same, run });
}

function textOf({ first, entries, extra, rest }: Layout, words: Words): string {
  // A condition of the entries or of the rest names a field of the first message.
  const when = (condition: Condition | undefined): string => whenText(condition, first?.message ?? "", words);
  return [
    first && `first ${words.message(first.message)}`,
    entries && `entries ${words.message(entries.message)}${when(entries.when)}`,
    extra && `extra ${extraText(extra, entries?.message ?? "", words)}`,
    rest && `rest bytes${when(rest.when)}`,
  ]
    .filter((part) => part !== undefined)
    .join("; ");
}

function whenText(condition: Condition | undefined, owner: string, { field }: Words): string {
  return condition === undefined ? "" : ` ${condition.is ? "if" : "unless"} ${field(owner, condition.field)}`;
}

function extraText(extra: Extra, owner: string, words: Words): string {
  if (extra.kind === "one") return partText(extra.part, owner, words);
  const parts = extra.parts.map(({ name, part }) => [words.part(name), partText(part, owner, words)].join(" ").trim());
  return `{ ${parts.join(", ")} }`;
}

function partText(part: Part, owner: string, words: Words): string {
  const when = whenText(part.when, owner, words);
  if (part.kind === "run") return `${words.run(part.type, words.field(owner, part.length), part.pad)}${when}`;
  const extra = part.extra === undefined ? "" : ` with ${extraText(part.extra, part.message, words)}`;
  return `${words.message(part.message)}(${words.field(owner, part.count)})${when}${extra}`;
}
