import { dirname, relative, sep } from "node:path";
import { ts } from "ts-morph";
import type { Program } from "../program/open.ts";
import type { Packages } from "../program/packages.ts";
import type { NewFiles } from "./files.ts";

/** An error of the compiler that the program has only with the new packages. */
export interface Broken {
  readonly file: ts.SourceFile;
  readonly start: number;
  readonly length: number;
  readonly message: string;
}

interface Changed {
  readonly packages: Packages;
  /** Returns the new files of a package. */
  readonly newFiles: (folder: string) => NewFiles | undefined;
  /** Changed files of the program. */
  readonly files: ReadonlyMap<string, ts.SourceFile>;
}

/** Compiles a program with new packages, in memory, and returns the errors that it does not have today. */
export function recompile({ compiled, options, files }: Program, changed: Changed): Broken[] {
  const host = hostOver(ts.createCompilerHost(options, true), compiled, changed);
  const program = ts.createProgram({ rootNames: compiled.getRootFileNames(), options, host });
  const known = new Set(files.flatMap((file) => compiled.getSemanticDiagnostics(file).map((one) => keyOf(one))));
  return files.flatMap(({ fileName }) => {
    const file = program.getSourceFile(fileName);
    if (file === undefined) return [];
    return program
      .getSemanticDiagnostics(file)
      .filter((one) => one.category === ts.DiagnosticCategory.Error && !known.has(keyOf(one)))
      .map(({ start = 0, length = 1, messageText }) => {
        return { file, start, length, message: ts.flattenDiagnosticMessageText(messageText, " ") };
      });
  });
}

/** Identifies an error by its file, its kind and its line: the place moves with edits before it. */
function keyOf({ file, start = 0, code }: ts.Diagnostic): string {
  const text = file?.text ?? "";
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const end = text.indexOf("\n", start);
  return JSON.stringify([file?.fileName, code, text.slice(from, end === -1 ? undefined : end).trim()]);
}

/** Returns a host that shows new files in place of those on the disk. */
function hostOver(
  host: ts.CompilerHost,
  compiled: ts.Program,
  { packages, newFiles, files }: Changed,
): ts.CompilerHost {
  const newText = (file: string): { readonly text: string | undefined } | undefined => {
    const mended = files.get(file);
    if (mended !== undefined) return { text: mended.text };
    const folder = packages.folderOf(file);
    const made = folder === undefined ? undefined : newFiles(folder);
    if (folder === undefined || made === undefined || !isOfPackage(file)) return undefined;
    const path = relative(folder, file).split(sep).join("/");
    const now = made(path);
    // A file of the program in the same folder stays.
    return now === undefined && packages.moduleAt(file) === undefined ? undefined : { text: now };
  };
  const [lib] = compiled.getSourceFiles().filter((file) => compiled.isSourceFileDefaultLibrary(file));
  const libs = lib === undefined ? {} : libraryAt(dirname(lib.fileName));
  return {
    ...host,
    ...libs,
    fileExists: (file) => {
      const made = newText(file);
      return made === undefined ? host.fileExists(file) : made.text !== undefined;
    },
    readFile: (file) => {
      const made = newText(file);
      return made === undefined ? host.readFile(file) : made.text;
    },
    directoryExists: (folder) =>
      packages.folderOf(`${folder}/_`) !== undefined || host.directoryExists?.(folder) !== false,
    getSourceFile: (file, options, ...more) => {
      const made = newText(file);
      if (made === undefined) return compiled.getSourceFile(file) ?? host.getSourceFile(file, options, ...more);
      return made.text === undefined ? undefined : ts.createSourceFile(file, made.text, options, true);
    },
  };
}

/** Returns the place of the language's own declarations: that of the first compilation. */
function libraryAt(folder: string): Pick<ts.CompilerHost, "getDefaultLibLocation" | "getDefaultLibFileName"> {
  return {
    getDefaultLibLocation: () => folder,
    getDefaultLibFileName: (options) => `${folder}/${ts.getDefaultLibFileName(options)}`,
  };
}

/** Returns whether a file is one that a package can have. */
function isOfPackage(file: string): boolean {
  return /\.ts$|\/package\.json$/.test(file);
}
