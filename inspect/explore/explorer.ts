import type { Folder } from "./folder.ts";

/** A view of a checkpoint. */
export interface Explorer<Data> {
  /** Reads the data of the view, in the form of its JSON. */
  collect(folder: Folder): Data;
  /** Prints the data line by line. */
  print(data: Data): Iterable<string>;
}
