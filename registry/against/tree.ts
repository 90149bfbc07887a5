import type { Format } from "../../generator/model/format/format.ts";
import type { Meaning } from "./numbers.ts";

/** The source of a project that reads CRIU's images too. */
export interface Tree {
  /** Name of the project in findings. */
  readonly project: string;
  /** Folder of the source. */
  readonly folder: string;
  /** Release of CRIU that the tree is, or belongs to, if it is known. */
  readonly release?: string;
  /** Format of the tree; parts that the tree does not describe are taken from the table. */
  readonly format: (table: Format) => Format;
  /** Meanings of the numbers that the tree has itself, those of CRIU's service included. */
  readonly meanings?: () => Iterable<Meaning>;
  /** Images that the project can read, with the message of their entries if it names one. */
  readonly handlers?: ReadonlyMap<string, string | undefined>;
  /** Members of its enumeration of images that have no row in its table. */
  readonly rowless?: readonly string[];
}
