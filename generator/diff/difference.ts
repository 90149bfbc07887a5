import type { Enum, Field, Message } from "../model/model.ts";
import type { FormatImage, FormatMagic, FormatVersion } from "./format.ts";

/*
 * What is different between two formats, before anyone judges it. Differences know nothing of rules, rules know nothing
 * of how differences are found.
 */

/** `renamed`: same number, other name. `moved`: same name, other number. */
type Kind = "added" | "removed" | "renamed" | "moved" | "changed";

interface Of<What extends string, Thing, Aspect extends string = never> {
  readonly what: What;
  readonly kind: Kind;
  /** What of the thing is different, where only a part of it is. */
  readonly aspect?: Aspect;
  /** The image, message, enum or map that it is told under. */
  readonly group: string;
  /** Its name; of what was renamed the new one. */
  readonly name: string;
  readonly before?: Thing;
  readonly after?: Thing;
  /** What it was and what it is, as people read it. */
  readonly from?: string;
  readonly to?: string;
}

/** A name for a number: an enum's value, a bit, a code. */
export interface Numbered {
  readonly name: string;
  readonly number: number;
}

export type FieldAspect =
  | "type"
  | "label"
  | "packed"
  | "default"
  | "display"
  /** It became one of several of which a message has at most one, or ceased to be; or only the name of these changed. */
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
  | Of<"display name", Numbered>;

export type What = Difference["what"];

/** The differences of one kind of things. */
export type DifferenceOf<W extends What> = Extract<Difference, { readonly what: W }>;
