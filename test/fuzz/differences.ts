import type { ImageError } from "criu-images";
import { enums, type FactField, messages } from "../support/facts.ts";
import type { Plain } from "../support/reference.ts";

/*
 * Allowed differences between this package and protobufjs on the same message, by name, each with its reason. Any other
 * difference is a finding.
 */

/** Results of both readers for a message: a value, or the error of a refusal. */
interface Disagreement {
  readonly ours: ImageError | undefined;
  readonly theirs: Error | undefined;
  /** Our value has a number that its enum does not name. */
  readonly unnamed: boolean;
}

export interface Difference {
  readonly name: string;
  /** Reader that accepts the message. */
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
    why: "To protobufjs an enum's number without a name is no value, so that a required field is missing. Here the number is kept: newer releases of CRIU name more.",
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

/** Converts a value to protobufjs' form, which lacks two kinds of values. */
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

/** Checks whether an enum of the message, or of a nested one, has an unnamed number. */
export function holdsUnnamed(name: string, message: Plain): boolean {
  return (messages[name]?.fields ?? []).some((field) =>
    [message[field.name] ?? []].flat().some((value) => {
      return field.kind === "message" ? holdsUnnamed(field.type, value as Plain) : !isNamed(field, value);
    }),
  );
}

/**
 * Checks whether an enum's number has a name. protobufjs treats others as unknown fields, as proto2 does; this package
 * keeps them.
 */
function isNamed({ kind, type }: FactField, value: unknown): boolean {
  return kind !== "enum" || Object.values(enums[type]?.values ?? {}).includes(value as number);
}

/**
 * Replaces bytes that are not UTF-8 by U+FFFD, as protobufjs does; this package keeps each as half of a surrogate pair.
 */
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
