import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Project, ts } from "ts-morph";

/** A program of TypeScript or JavaScript: the files of one tsconfig.json, and their types. */
export interface Program {
  readonly compiled: ts.Program;
  readonly checker: ts.TypeChecker;
  readonly options: ts.CompilerOptions;
  /** Files of the program itself, without those of packages. */
  readonly files: readonly ts.SourceFile[];
}

const CONFIGS = ["tsconfig.json", "jsconfig.json"];

/**
 * Finds the nearest tsconfig.json or jsconfig.json, in a folder or above it.
 *
 * @throws {Error} if there is none
 */
export function nearestConfig(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = CONFIGS.map((name) => join(at, name)).find((file) => existsSync(file));
    if (found !== undefined) return found;
    if (dirname(at) === at) {
      throw new Error(`there is no tsconfig.json in ${resolve(folder)} or above it; name one with --project`);
    }
  }
}

/**
 * Opens the programs of a tsconfig.json: its own, and those that it references.
 *
 * @throws {Error} if the file cannot be read, or no program has files
 */
export function openPrograms(config: string): Program[] {
  const programs = [...withReferences(config)].map(openProgram).filter(({ files }) => files.length > 0);
  if (programs.length === 0) throw new Error(`${config} has no files; name another one with --project`);
  return programs;
}

function openProgram(config: string): Program {
  const project = new Project({ tsConfigFilePath: config });
  const files = project
    .getSourceFiles()
    .map(({ compilerNode }) => compilerNode)
    .filter(({ fileName, isDeclarationFile }) => !isDeclarationFile && !fileName.includes("/node_modules/"));
  const compiled = project.getProgram().compilerObject;
  return { compiled, checker: compiled.getTypeChecker(), options: project.getCompilerOptions(), files };
}

function withReferences(config: string): Set<string> {
  const all = new Set([resolve(config)]);
  // A Set visits members that are added during the loop.
  for (const file of all) {
    const { config: raw, error } = ts.readConfigFile(file, ts.sys.readFile) as {
      readonly config?: { readonly references?: readonly { readonly path: string }[] };
      readonly error?: ts.Diagnostic;
    };
    if (error !== undefined) throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(error.messageText, " ")}`);
    for (const { path } of raw?.references ?? []) all.add(configAt(resolve(dirname(file), path)));
  }
  return all;
}

/** Returns the file that a reference names: the file itself, or that of a folder. */
function configAt(path: string): string {
  return path.endsWith(".json") ? path : join(path, "tsconfig.json");
}
