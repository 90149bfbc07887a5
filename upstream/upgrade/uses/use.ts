import type { ts } from "ts-morph";
import type { Effect, Effects } from "../effects/effect.ts";
import type { Packages } from "../program/packages.ts";

/** A place in a program that an effect touches. */
export interface Use {
  readonly node: ts.Node;
  readonly effect: Effect;
  /** Folder of the package. */
  readonly folder: string;
  /** Key of the name whose effect it is. */
  readonly key: string;
  /** Whether only the effect on an outer name touches it, such as the removal of a type with the member. */
  readonly isInner?: true;
  /** Demanded field, if the use is an object that lacks it. */
  readonly lacks?: string;
}

/** Context of a search for uses. */
export interface Search {
  readonly checker: ts.TypeChecker;
  readonly packages: Packages;
  /** Returns the effects on the names of a package; `undefined` if the package is not upgraded. */
  readonly effectsOn: (folder: string) => Effects | undefined;
  /** Lists the packages that were found so far. */
  readonly all: () => readonly { readonly folder: string; readonly effects: Effects }[];
}
