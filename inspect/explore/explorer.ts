import type { Folder } from "./folder.ts";

/** One view of a checkpoint. */
export interface Explorer<Data> {
  /** Reads what the view shows, as plain data: the form that it has as JSON. */
  collect(folder: Folder): Data;
  /** The same for a person, line by line. */
  print(data: Data): Iterable<string>;
}
