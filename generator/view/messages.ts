import { typeText } from "../model/format/proto-text.ts";
import type { Field, Message, Model } from "../model/model.ts";

export interface MessageView {
  readonly name: string;
  readonly about: string;
  readonly file: string;
  readonly fields: readonly FieldView[];
}

interface FieldView {
  readonly name: string;
  readonly number: number;
  readonly about: string;
  readonly label: Field["label"];
  /** Type as .proto files write it. */
  readonly type: string;
  readonly kind: Field["type"]["kind"];
  readonly required: boolean;
  readonly optional: boolean;
  readonly repeated: boolean;
  readonly packed: boolean;
  readonly oneof: string | undefined;
  /** Default as text, of a number, a boolean or a string. */
  readonly default: string | undefined;
  /** Options for CRIU's JSON: `hex`, `flags: mmap.prot`. */
  readonly display: readonly string[];
  readonly since: string | undefined;
  readonly note: string | undefined;
}

export function messageView({ name: owner, comment, fields, at }: Message, { history }: Model): MessageView {
  return {
    name: owner,
    about: comment,
    file: at.file,
    fields: [...fields].sort(byNumber).map((field): FieldView => {
      const { name, number, label, type, packed, oneof } = field;
      const path = `${owner}.${name}`;
      return {
        ...{ name, number, label, packed, oneof, about: field.comment, kind: type.kind, type: typeText(type) },
        required: label === "required",
        optional: label === "optional",
        repeated: label === "repeated",
        default: field.default === undefined ? undefined : String(field.default),
        display: displayTexts(field),
        since: history.fields.get(path),
        note: history.notes.get(path),
      };
    }),
  };
}

function displayTexts({ display }: Field): string[] {
  return Object.entries(display).flatMap(([key, value]: [string, boolean | string]) => {
    if (value === false) return [];
    return [value === true ? key : `${key}: ${value}`];
  });
}

function byNumber(a: Field, b: Field): number {
  return a.number - b.number;
}
