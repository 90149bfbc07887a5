import type { ImageError } from "criu-images";
import { enums, type FactField, messages } from "../support/facts.ts";
import type { Plain } from "../support/reference.ts";

/*
 * Where this package and protobufjs do not come to the same end on the same message: all that is allowed, by name, each
 * with its reason. What is not here is a finding.
 */

/** What the two made of a message: the error of either, where it refused. */
interface Disagreement {
  readonly ours: ImageError | undefined;
  readonly theirs: Error | undefined;
  /** What we read has an enum's number in it that has no name. */
  readonly unnamed: boolean;
}

export interface Difference {
  readonly name: string;
  /** Who takes the message. */
  readonly taken: "ours" | "theirs";
  readonly why: string;
  readonly is: (disagreement: Disagreement) => boolean;
}

const theirsSays =
  (text: RegExp) =>
  ({ theirs }: Disagreement): boolean =>
    text.test(theirs?.message ?? "");

export const DIFFERENCES: readonly Difference[] = [
  {
    name: "long-tag",
    taken: "ours",
    why: "A tag of more than five bytes says the same as one of five. Here up to ten are taken, as in any number.",
    is: theirsSays(/^invalid tag encoding$/),
  },
  {
    name: "long-length",
    taken: "ours",
    why: "The same with a length.",
    is: theirsSays(/^invalid length encoding$/),
  },
  {
    name: "unnamed-enum",
    taken: "ours",
    why: "To protobufjs an enum's number without a name is no value, so that a required field is not there. Here the number is kept: newer releases of CRIU name more.",
    is: ({ theirs, unnamed }) => unnamed && /^missing required '/.test(theirs?.message ?? ""),
  },
  {
    name: "endless-unknown",
    taken: "theirs",
    why: "protobufjs passes over an unknown number of any length. Here no number has more than ten bytes.",
    is: ({ ours }) => ours?.code === "bad-varint",
  },
  {
    name: "deep-group",
    taken: "theirs",
    why: "Groups, and messages around them, may nest a hundred levels deep here, one more in protobufjs.",
    is: ({ ours }) => ours?.code === "too-deep",
  },
  {
    name: "part-of-message",
    taken: "theirs",
    why: "A message in two parts, of which the second lacks a required field that the first has. CRIU's reader refuses it, and so is it here.",
    is: ({ ours }) => ours?.code === "missing-field",
  },
];

/** A value as protobufjs would have it: two kinds of values it cannot hold. */
export function asTheirs(name: string, message: Plain): Plain {
  const fields = messages[name]?.fields ?? [];
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = message[field.name];
      if (field.label === "repeated") {
        const list = (value ?? []) as readonly unknown[];
        return [[field.name, list.filter((one) => isNamed(field, one)).map((one) => oneAsTheirs(field, one))]];
      }
      return value === undefined || !isNamed(field, value) ? [] : [[field.name, oneAsTheirs(field, value)]];
    }),
  );
}

/** Whether an enum of the message, or of one in it, has a number that has no name. */
export function holdsUnnamed(name: string, message: Plain): boolean {
  return (messages[name]?.fields ?? []).some((field) =>
    [message[field.name] ?? []].flat().some((value) => {
      return field.kind === "message" ? holdsUnnamed(field.type, value as Plain) : !isNamed(field, value);
    }),
  );
}

/** An enum's number without a name is an unknown field to protobufjs, as proto2 has it: here the number is kept. */
function isNamed({ kind, type }: FactField, value: unknown): boolean {
  return kind !== "enum" || Object.values(enums[type]?.values ?? {}).includes(value as number);
}

/** Bytes that are not UTF-8 become U+FFFD in protobufjs: here each is kept, as half of a surrogate pair. */
function oneAsTheirs({ kind, type }: FactField, value: unknown): unknown {
  if (kind === "message") return asTheirs(type, value as Plain);
  return typeof value === "string" ? withReplacements(value) : value;
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

function withReplacements(text: string): string {
  if (!/[\udc80-\udcff]/.test(text)) return text;
  const bytes = [...text].flatMap((char) => {
    const unit = char.codePointAt(0) ?? 0;
    return unit >= 0xdc80 && unit <= 0xdcff ? [unit & 0xff] : [...Buffer.from(char)];
  });
  return utf8.decode(Uint8Array.from(bytes));
}
