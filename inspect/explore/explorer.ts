import type { Folder } from "./folder.ts";

/** Reader and printer of a listing. */
export interface Explorer<Data> {
  /**
   * Reads the data of the listing, in the form of its JSON.
   *
   * @param isText whether only the text is needed: data that the text does not show may be absent
   */
  collect(folder: Folder, isText: boolean): Promise<Data>;
  /** Prints the data line by line. */
  print(data: Data): Iterable<string>;
}
