import type { Faults } from "./faults.ts";
import type { Symbols } from "./symbols.ts";
import type { FieldNode, MessageNode } from "./tree.ts";
import type { Type } from "./types.ts";

/** Names and types of all files, for checks of options. */
export interface OptionContext {
  readonly symbols: Symbols;
  readonly faults: Faults;
  readonly typeOf: (field: FieldNode) => Type;
  /** Returns the message that an extension extends. */
  readonly extendeeOf: (field: FieldNode) => MessageNode | undefined;
}
