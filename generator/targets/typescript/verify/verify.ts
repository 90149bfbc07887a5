import type { Diagnostic, Program, Snapshot } from "typescript/unstable/sync";
import type { Defect, RenderMap } from "../../target.ts";
import { startCompiler } from "./compiler.ts";
import { compilerFiles, diskOf, nameOf, PROJECT } from "./files.ts";
import { withImporters } from "./importers.ts";

/** Checks the types of rendered TypeScript in memory, with the flags of the package's own tsconfig.json. */
export function verify(files: RenderMap): readonly Defect[] {
  const verifier = createVerifier();
  try {
    return verifier(files);
  } finally {
    verifier.close();
  }
}

/** Returns the defects of files. `close` ends its compiler. */
interface Checker {
  (files: RenderMap): readonly Defect[];
  readonly close: () => void;
}

/** Creates a checker that keeps its results: it checks again only modules that may have new errors. */
export function createVerifier(): Checker {
  let disk: ReadonlyMap<string, string> = new Map();
  let last: Run | undefined;
  const { api, end } = startCompiler(diskOf(() => disk));
  const check = (files: RenderMap): Defect[] => {
    const flags = files.get("tsconfig.json");
    const before = disk;
    disk = compilerFiles(files);
    const fileChanges = changesBetween(before, disk);
    const snapshot = api.updateSnapshot(last === undefined ? { openProjects: [PROJECT] } : { fileChanges });
    const program = programOf(snapshot);
    const found = last?.flags === flags ? recheck(program, fileChanges, disk, last?.found ?? []) : checkAll(program);
    last?.snapshot.dispose();
    last = { flags, snapshot, found };
    return found.map((diagnostic) => toDefect(diagnostic, disk));
  };
  return Object.assign(check, { close: end });
}

/** Result of the last check. */
interface Run {
  readonly flags: string | undefined;
  readonly snapshot: Snapshot;
  readonly found: readonly Diagnostic[];
}

function programOf(snapshot: Snapshot): Program {
  const project = snapshot.getProject(PROJECT);
  if (project === undefined) throw new Error("the compiler did not open the package");
  return project.program;
}

type FileChanges = Readonly<Record<"changed" | "created" | "deleted", string[]>>;

function changesBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): FileChanges {
  const paths = [...after.keys()];
  return {
    changed: paths.filter((path) => before.has(path) && before.get(path) !== after.get(path)),
    created: paths.filter((path) => !before.has(path)),
    deleted: [...before.keys()].filter((path) => !after.has(path)),
  };
}

/** Returns all diagnostics: of the flags, of modules and of their declarations. */
function checkAll(program: Program): readonly Diagnostic[] {
  return [
    program.getConfigFileParsingDiagnostics(),
    program.getProgramDiagnostics(),
    program.getGlobalDiagnostics(),
    ...KINDS.map((kind) => program[kind]()),
  ].flat();
}

const KINDS = ["getSyntacticDiagnostics", "getSemanticDiagnostics", "getDeclarationDiagnostics"] as const;

/** Returns the same, but checks only changed modules and their importers. */
function recheck(
  program: Program,
  changes: FileChanges,
  files: ReadonlyMap<string, string>,
  known: readonly Diagnostic[],
): readonly Diagnostic[] {
  const stale = withImporters(Object.values(changes).flat(), files);
  const kept = known.filter(({ fileName = "" }) => !stale.has(fileName));
  const modules = [...stale].filter((path) => path.endsWith(".ts") && files.has(path));
  return [...kept, ...modules.flatMap((path) => KINDS.flatMap((kind) => program[kind](path)))];
}

function toDefect({ fileName = "", pos, ...said }: Diagnostic, disk: ReadonlyMap<string, string>): Defect {
  const before = disk.get(fileName)?.slice(0, pos);
  return { path: nameOf(fileName), line: before?.split("\n").length ?? 0, message: sentences(said).join(" ") };
}

/** Returns a diagnostic and its explanations, one line each. */
function sentences({ text, messageChain = [] }: Pick<Diagnostic, "text" | "messageChain">): string[] {
  return [text, ...messageChain.flatMap(sentences)];
}
