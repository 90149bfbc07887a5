import type { Span } from "../text/span.ts";

/** Kinds of names. `map` and `dict` are sections of display.yaml; `file` is the import path of a .proto file. */
export type NameKind = "image" | "message" | "enum" | "field" | "value" | "map" | "dict" | "file";

/** A thing of a schema, by its kind and full name: fields as `message.field`, values as `enum.VALUE`. */
export interface Name {
  readonly kind: NameKind;
  readonly name: string;
}

/** A use or the declaration of a name. The span is that of its last part. */
export interface Occurrence extends Name, Span {
  readonly isDeclaration: boolean;
}

/** Returns a key of a name for maps. */
export function keyOf({ kind, name }: Name): string {
  return `${kind} ${name}`;
}
