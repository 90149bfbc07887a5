import type { Memory } from "criu-checkpoint";
import type { Folder } from "../../inspect/explore/folder.ts";
import type { FormatOptions } from "../options/format.ts";
import type { ParentOptions } from "../options/parents.ts";

/** Options of `critgen memory`. */
export interface Given extends FormatOptions, ParentOptions {
  readonly json: boolean;
  readonly raw: boolean;
  readonly out?: string;
  readonly hex: boolean;
  readonly regex: boolean;
  readonly in?: string;
  readonly context?: string;
  readonly count: boolean;
  readonly min?: string;
}

/** A request: a process with its memory, a view, and the arguments of the view. */
export interface Asked {
  readonly folder: Folder;
  readonly memory: Memory;
  readonly words: readonly string[];
  readonly given: Given;
}
