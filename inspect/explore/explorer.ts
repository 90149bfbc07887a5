import type { Folder } from "./folder.ts";

/** Reader and printer of a listing. */
export interface Explorer<Data> {
  /** Reads the data of the listing, in the form of its JSON. */
  collect(folder: Folder): Promise<Data>;
  /** Prints the data line by line. */
  print(data: Data): Iterable<string>;
}
