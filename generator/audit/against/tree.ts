import type { Format } from "../../diff/format.ts";

/** A project that knows CRIU's images too, read from its source. */
export interface Tree {
  /** What findings call it. */
  readonly project: string;
  /** The folder that was read. */
  readonly folder: string;
  /** The release of CRIU that it is, or comes with, if it says so. */
  readonly release?: string;
  /** What it says of the format. What it does not speak of is as the table has it. */
  readonly format: (table: Format) => Format;
  /** The images that it can read, and the message of their entries where it says one. */
  readonly handlers?: ReadonlyMap<string, string | undefined>;
  /** The names of its enumeration of images that have no row in its table. */
  readonly rowless?: readonly string[];
}
