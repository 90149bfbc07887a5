import type { Problem } from "../model/problem.ts";

/** Text of a .proto file, its import path, and its path in problems. */
export interface ProtoText {
  readonly name: string;
  readonly file: string;
  readonly text: string;
}

/** The folder of a schema's .proto files. */
export const MESSAGES = "messages";

/** Source of all texts of a schema: a disk, unsaved texts of an editor over one, or memory. */
export interface SchemaFiles {
  /** Reads a file of the schema. A file that cannot be read, or that lies outside of the schema, is a problem. */
  read(schema: string, file: string, problems: Problem[]): string | undefined;
  /** Returns whether there is a file or a folder, or a link. */
  has(path: string): boolean;
  /** Returns whether there is a folder. */
  isFolder(path: string): boolean;
  /** Lists the .proto files of a folder and its subfolders, sorted. */
  protosIn(folder: string, problems: Problem[]): string[];
}
