import type { SourcePlace } from "../../generator/model/format/at.ts";
import type { FormatImage, FormatMagic, FormatVersion } from "../../generator/model/format/format.ts";
import type { Enum, Field, Message } from "../../generator/model/model.ts";
import type { RelationText } from "../../generator/model/relation-texts.ts";

/*
 * The differences between two formats, not judged yet. Differences do not depend on rules, nor rules on the search for
 * differences.
 */

/** `renamed`: same number, other name. `moved`: same name, other number. */
type Kind = "added" | "removed" | "renamed" | "moved" | "changed";

interface Of<What extends string, Definition, Aspect extends string = never> {
  readonly what: What;
  readonly kind: Kind;
  /** The property that differs, if the definition is in both formats. */
  readonly aspect?: Aspect;
  /** Name of the image, message, enum or map that contains the definition. */
  readonly group: string;
  /** Name of the definition; the new one if it was renamed. */
  readonly name: string;
  readonly before?: Definition;
  readonly after?: Definition;
  /** Old and new value, as texts for people. */
  readonly from?: string;
  readonly to?: string;
}

/** A name for a number: an enum's value, a bit, a code. */
export interface Numbered {
  readonly name: string;
  readonly number: number;
  readonly at?: SourcePlace;
}

export type FieldAspect =
  | "type"
  | "label"
  | "packed"
  | "default"
  | "display"
  /** The field joined other fields in a oneof, or left them; or only the name of the oneof changed. */
  | "oneof joined"
  | "oneof left"
  | "oneof renamed"
  /** The number went to a field of another type. */
  | "replaced"
  /** The name went to another field; the number stays, with a new name. */
  | "name ceded"
  /** The other way round: the name went to a field that had another name. */
  | "name taken";

type ImageAspect = "file" | "magic" | "head" | "flags" | "version" | "layout";

export type Difference =
  | Of<"version", FormatVersion>
  | Of<"magic", FormatMagic, "value" | "alias" | "town">
  | Of<"image", FormatImage, ImageAspect>
  | Of<"message", Message>
  | Of<"field", Field, FieldAspect>
  | Of<"enum", Enum>
  | Of<"enum value", Numbered>
  | Of<"display name", Numbered>
  | Of<"relation", RelationText>;

export type What = Difference["what"];

/** Differences of one kind of definition. */
export type DifferenceOf<W extends What> = Extract<Difference, { readonly what: W }>;
