import type { Change } from "../../diff/diff.ts";

/** A kind of effects. docs/upgrade.md has a row for each. */
export interface EffectRule {
  readonly severity: "error" | "warning";
  readonly title: string;
  readonly why: string;
}

export const EFFECTS: Readonly<Record<EffectKind, EffectRule>> = {
  gone: {
    severity: "error",
    title: "A name of the package is gone",
    why: "The new package has no such module, function, type, field or value.",
  },
  renamed: {
    severity: "error",
    title: "A name of the package changed",
    why: "The same thing has another name in the new package.",
  },
  retyped: {
    severity: "error",
    title: "A type changed",
    why: "Programs hold the value in another type, such as a bigint in place of a number.",
  },
  "became-optional": {
    severity: "error",
    title: "A field can be absent",
    why: "The program reads the field and does not expect that it is absent.",
  },
  "became-required": {
    severity: "error",
    title: "A field must be given",
    why: "The field was optional, and the object lacks it.",
  },
  "new-required": {
    severity: "error",
    title: "A new field must be given",
    why: "The field is required or a list, and the object lacks it.",
  },
  "value-missed": {
    severity: "warning",
    title: "A switch or a record lacks a member",
    why: "The enum or the message has got a member, and the program lists all that it knew.",
  },
  meaning: {
    severity: "warning",
    title: "A value has another meaning",
    why: "The line compiles as before, and the value stands for something else.",
  },
  "does-not-compile": {
    severity: "error",
    title: "The line does not compile any more",
    why: "No name of the package is on the line; it follows from a change of another line.",
  },
};

export type EffectKind =
  | "gone"
  | "renamed"
  | "retyped"
  | "became-optional"
  | "became-required"
  | "new-required"
  | "value-missed"
  | "meaning"
  | "does-not-compile";

/** Effect of a change of the format on a name of the package. */
export interface Effect {
  readonly kind: EffectKind;
  /** The name and its change, as a sentence without its end. */
  readonly message: string;
  /** Advice for the line. */
  readonly hint?: string;
  /** New name of a renamed one. */
  readonly to?: string;
  /** Value that makes a new field explicit: the default that the schema declares, or an empty list. As code. */
  readonly value?: string;
  /** New kind of number of a field, if only that changed. */
  readonly number?: "bigint" | "number";
  /** Whether the effect is on the members of the name, too. */
  readonly isDeep?: true;
  /** Changes that have the effect. */
  readonly changes: readonly Change[];
}

/** A field that an object of a message must have from now on. */
export interface Demand {
  /** Name of the field, now and before; a new one had none. */
  readonly name: string;
  readonly before: string | undefined;
  readonly effect: Effect;
}

/** Values that an enum has got. */
export interface Gained {
  readonly values: readonly { readonly name: string; readonly number: number }[];
  readonly effect: Effect;
}

/** The effects of all changes between two formats on programs. Keys are those of `element.ts`. */
export interface Effects {
  /** Effects by the name that they are on. */
  readonly byElement: ReadonlyMap<string, readonly Effect[]>;
  /** Fields that objects of a type must have from now on, by the type. */
  readonly demands: ReadonlyMap<string, readonly Demand[]>;
  /** New values by their enum. */
  readonly gained: ReadonlyMap<string, Gained>;
  /** Effects on numbers in the place of names, by enum and number. */
  readonly numbers: ReadonlyMap<string, ReadonlyMap<number, readonly Effect[]>>;
  /** Enum of each field that holds one. */
  readonly enumOf: ReadonlyMap<string, string>;
  /** Types with members, and whether a member was added, removed or renamed: then lists of all members must change. */
  readonly members: ReadonlyMap<string, Effect>;
  /** Effects on names of images as texts. */
  readonly literals: ReadonlyMap<string, readonly Effect[]>;
  /** Names of all images of the older format. */
  readonly images: ReadonlySet<string>;
  /** New specifiers of modules, by old module. */
  readonly modules: ReadonlyMap<string, Effect>;
}
