import type { MessageLayout } from "criu-images/layouts";
import type { MessageSchema } from "criu-images/schema";
import type { Target } from "../relations/graph.ts";
import type { Owner } from "./decoded.ts";
import type { Found } from "./found.ts";
import type { Described, Identities } from "./identities.ts";
import type { Rules, Sort } from "./rules.ts";
import type { Side, Spot } from "./side.ts";

/** A message in both checkpoints. */
export interface MessagePair extends Sort {
  readonly a: Owner;
  readonly b: Owner;
  readonly spotA: Spot;
  readonly spotB: Spot;
  readonly schema: MessageSchema;
  readonly layout: MessageLayout | undefined;
  /** Path without indexes, from the image. */
  readonly route: string;
  /** Path from the thing that it belongs to. */
  readonly path: string;
  /** Paths in the message that repeat an id. */
  readonly repeated: readonly string[];
  /** Whether numbers are shown in hexadecimal. */
  readonly isHex: boolean;
  /** Words for the thing that it belongs to. */
  readonly thing: string;
  /** Whether it is a thing that its own fields tell apart. */
  readonly isThing: boolean;
}

/** Both checkpoints, and what takes the differences. */
export interface Context {
  readonly rules: Rules;
  readonly a: Side;
  readonly b: Side;
  readonly identities: Identities;
  readonly found: (one: Found) => void;
  /** Compares two ids of one space; returns whether they are of the same thing. */
  readonly refer: (pair: MessagePair, name: string, a: Target, b: Target) => boolean;
  /** Takes a message that one checkpoint lacks, and the thing that it refers to. */
  readonly lone: (side: Side, one: Described, found: Found, route: string) => void;
}
