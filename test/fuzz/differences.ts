import type { ImageError } from "criu-images";
import { enums, type FactField, messages } from "../support/facts.ts";
import type { Plain } from "../support/reference.ts";

/*
 * Lists the allowed differences between this package and protobufjs on one message, with their reasons. Any other
 * difference is a finding.
 */

/** Errors of both readers for a message; undefined if the reader accepts it. */
interface Disagreement {
  readonly ours: ImageError | undefined;
  readonly theirs: Error | undefined;
  /** Whether our value has a number that its enum does not name. */
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
    why: "A tag can take more than five bytes. This package accepts up to ten, as for any number.",
    is: theirsSays(/^invalid tag encoding$/),
  },
  {
    name: "long-length",
    taken: "ours",
    why: "A length can take more than five bytes. This package accepts up to ten, as for any number.",
    is: theirsSays(/^invalid length encoding$/),
  },
  {
    name: "unnamed-enum",
    taken: "ours",
    why: "protobufjs drops an unnamed number of an enum, so that a required field is missing. This package keeps the number, because newer releases of CRIU name more.",
    is: ({ theirs, unnamed }) => unnamed && /^missing required '/.test(theirs?.message ?? ""),
  },
  {
    name: "endless-unknown",
    taken: "theirs",
    why: "protobufjs skips an unknown number of any length. This package refuses more than ten bytes.",
    is: ({ ours }) => ours?.code === "bad-varint",
  },
  {
    name: "deep-group",
    taken: "theirs",
    why: "Groups and messages may nest a hundred levels deep in this package, and one level deeper in protobufjs.",
    is: ({ ours }) => ours?.code === "too-deep",
  },
  {
    name: "part-of-message",
    taken: "theirs",
    why: "A nested message occurs twice, and the second lacks a required field that the first has. CRIU's reader refuses that, and so does this package.",
    is: ({ ours }) => ours?.code === "missing-field",
  },
];

/** Converts a value to protobufjs' form: without unnamed numbers of enums, and with U+FFFD for invalid UTF-8. */
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

/** Returns whether the message, or a nested message, has an unnamed number of an enum. */
export function holdsUnnamed(name: string, message: Plain): boolean {
  return (messages[name]?.fields ?? []).some((field) =>
    [message[field.name] ?? []].flat().some((value) => {
      return field.kind === "message" ? holdsUnnamed(field.type, value as Plain) : !isNamed(field, value);
    }),
  );
}

/**
 * Returns whether an enum's number has a name. protobufjs treats unnamed numbers as unknown fields, as proto2 does;
 * this package keeps them.
 */
function isNamed({ kind, type }: FactField, value: unknown): boolean {
  return kind !== "enum" || Object.values(enums[type]?.values ?? {}).includes(value as number);
}

/** Replaces invalid UTF-8 by U+FFFD, as protobufjs does; this package keeps each such byte as a lone surrogate. */
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
