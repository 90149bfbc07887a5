import type { Model } from "./model.ts";
import type { Location } from "./problem.ts";

/** A message, an enum or an image, and the names that generated code declares for it. */
export interface Declared {
  readonly kind: "message" | "enum" | "image";
  readonly name: string;
  readonly at: Location;
  readonly identifiers: readonly string[];
}

/** The rules for names of a language that packages are written in. */
export interface Naming {
  /** Name of the language. */
  readonly language: string;
  /** Returns whether the language has a name for a type of this name in the schema. */
  readonly canSpell: (code: string) => boolean;
  /** Lists the names that generated code declares, for each definition of the schema. */
  readonly declaredBy: (model: Model) => Declared[];
  /** Names that every package has. Messages, enums and images cannot have them. */
  readonly reserved: ReadonlySet<string>;
}
