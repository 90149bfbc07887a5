import { type Diagnostic, Project, type SourceFile, ts } from "ts-morph";
import type { RenderMap } from "../render/render.ts";
import { NODE_SHIM } from "./node-shim.ts";

/** Something in a rendered file that does not compile: a defect of critgen's, or a schema that no check has caught. */
export interface Defect {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Type-checks rendered TypeScript in memory with the flags of the package's own tsconfig.json. */
export function verify(files: RenderMap): Defect[] {
  return createVerifier()(files);
}

/** A verifier that remembers: what has not changed since its last run, and uses nothing that has, is not checked again. */
export function createVerifier(): (files: RenderMap) => Defect[] {
  let project: Project | undefined;
  let last: RenderMap = new Map();
  let broken: readonly string[] = [];
  return (files) => {
    const known = project !== undefined && files.get("tsconfig.json") === last.get("tsconfig.json");
    const current = known && project !== undefined ? project : createProject(files);
    const changed = update(current, known ? last : new Map(), files, broken);
    const diagnostics =
      changed === "all"
        ? current.getPreEmitDiagnostics()
        : [...changed].flatMap((file) => file.getPreEmitDiagnostics());
    project = current;
    last = files;
    const defects = diagnostics.map(toDefect);
    broken = defects.map(({ path }) => path);
    return defects;
  };
}

function createProject(files: RenderMap): Project {
  const config = ts.parseConfigFileTextToJson("tsconfig.json", files.get("tsconfig.json") ?? "{}").config as {
    compilerOptions?: Record<string, unknown>;
  };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: [], noEmit: true }, "/");
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: options });
  project.createSourceFile("/node-shim.d.ts", NODE_SHIM);
  return project;
}

/**
 * Brings the project's sources to `files`; returns those to be checked: the changed ones, those that were broken, and
 * all that use them.
 */
function update(
  project: Project,
  last: RenderMap,
  files: RenderMap,
  broken: readonly string[],
): Set<SourceFile> | "all" {
  const changed = broken.flatMap((path) => project.getSourceFile(`/${path}`) ?? []);
  let removed = false;
  for (const [path, text] of files) {
    if (!path.endsWith(".ts") || last.get(path) === text) continue;
    changed.push(project.createSourceFile(`/${path}`, text, { overwrite: true }));
  }
  for (const path of last.keys()) {
    if (files.has(path) || !path.endsWith(".ts")) continue;
    project.removeSourceFile(project.getSourceFileOrThrow(`/${path}`));
    removed = true;
  }
  if (removed || last.size === 0) return "all";
  const affected = new Set(changed);
  // A set that grows while it is gone through is gone through to its end.
  for (const file of affected) for (const user of file.getReferencingSourceFiles()) affected.add(user);
  return affected;
}

function toDefect(diagnostic: Diagnostic): Defect {
  return {
    path: diagnostic.getSourceFile()?.getFilePath().slice(1) ?? "",
    line: diagnostic.getLineNumber() ?? 0,
    message: ts.flattenDiagnosticMessageText(diagnostic.compilerObject.messageText, " "),
  };
}
