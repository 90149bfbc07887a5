import { API, type Diagnostic, type Snapshot } from "typescript/unstable/sync";
import type { RenderMap } from "../render/render.ts";
import { compilerFiles, diskOf, nameOf, PROJECT } from "./files.ts";

/** Something in a rendered file that does not compile: a defect of critgen's, or a schema that no check has caught. */
export interface Defect {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Finds what does not compile; runs a compiler beside this process, which `close` ends. */
export interface Verifier {
  (files: RenderMap): Defect[];
  readonly close: () => void;
}

/** Type-checks rendered TypeScript in memory with the flags of the package's own tsconfig.json. */
export function verify(files: RenderMap): Defect[] {
  const verifier = createVerifier();
  try {
    return verifier(files);
  } finally {
    verifier.close();
  }
}

/** A verifier that remembers: what has not changed since its last run is not parsed again. It ends with this process. */
export function createVerifier(): Verifier {
  let disk: ReadonlyMap<string, string> = new Map();
  let snapshot: Snapshot | undefined;
  const compiler = new API({ fs: diskOf(() => disk) });
  const check = (files: RenderMap): Defect[] => {
    const [before, last] = [disk, snapshot];
    disk = compilerFiles(files);
    snapshot = compiler.updateSnapshot(
      last === undefined ? { openProjects: [PROJECT] } : { fileChanges: changes(before, disk) },
    );
    last?.dispose();
    return diagnose(snapshot).map((diagnostic) => toDefect(diagnostic, disk));
  };
  return Object.assign(check, { close: () => compiler.close() });
}

function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Record<string, string[]> {
  const paths = [...after.keys()];
  return {
    changed: paths.filter((path) => before.has(path) && before.get(path) !== after.get(path)),
    created: paths.filter((path) => !before.has(path)),
    deleted: [...before.keys()].filter((path) => !after.has(path)),
  };
}

/** All that the compiler finds wrong: with the flags, in general, in modules and in their declarations. */
function diagnose(snapshot: Snapshot): readonly Diagnostic[] {
  const program = snapshot.getProject(PROJECT)?.program;
  if (program === undefined) throw new Error("the compiler did not open the package");
  return [
    program.getConfigFileParsingDiagnostics(),
    program.getProgramDiagnostics(),
    program.getGlobalDiagnostics(),
    program.getSyntacticDiagnostics(),
    program.getSemanticDiagnostics(),
    program.getDeclarationDiagnostics(),
  ].flat();
}

function toDefect({ fileName = "", pos, ...said }: Diagnostic, disk: ReadonlyMap<string, string>): Defect {
  const before = disk.get(fileName)?.slice(0, pos);
  return { path: nameOf(fileName), line: before?.split("\n").length ?? 0, message: sentences(said).join(" ") };
}

/** A diagnostic and what explains it, in one line each. */
function sentences({ text, messageChain = [] }: Pick<Diagnostic, "text" | "messageChain">): string[] {
  return [text, ...messageChain.flatMap(sentences)];
}
