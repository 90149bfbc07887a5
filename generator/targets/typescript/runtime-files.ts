import { posix } from "node:path";
import { readOwn } from "../../own/own-files.ts";
import { versionOfCritgen } from "../../own/version.ts";
import type { PlannedFile } from "../target.ts";

/** Facts about runtime/, made by scripts/runtime-manifest.mjs whenever critgen is built. */
interface Manifest {
  /** Modules that each module imports. */
  readonly modules: Readonly<Record<string, { readonly imports: readonly string[] }>>;
  /** Modules that a template names itself. */
  readonly templates: Readonly<Record<string, readonly string[]>>;
}

/** Properties of a view that name modules, as specifiers of the file. */
interface Importing {
  readonly imports?: readonly { readonly from: string }[];
  readonly publicTypes?: readonly { readonly from: string }[];
  readonly modules?: readonly string[];
}

const FOLDER = "src/runtime/";

/** Returns the runtime modules that files import, directly or not. A package contains unchanged copies of them. */
export function runtimeFiles(files: readonly PlannedFile[]): [string, string][] {
  const header = `// Copied by critgen ${versionOfCritgen()} from its runtime: do not edit.\n`;
  const manifest = JSON.parse(readRuntime("manifest.json")) as Manifest;
  const modules = new Set(files.flatMap((file) => [...plannedFor(file), ...(manifest.templates[file.template] ?? [])]));
  // A Set visits members that are added during the loop.
  for (const name of modules) for (const other of manifest.modules[name]?.imports ?? []) modules.add(other);
  return [...modules].map((name) => [`${FOLDER}${name}.ts`, `${header}\n${readRuntime(`${name}.ts`)}`]);
}

function readRuntime(path: string): string {
  return readOwn(`runtime/${path}`);
}

/** Returns the runtime modules that the view of a file imports. */
function plannedFor({ path, view }: PlannedFile): string[] {
  const { imports = [], publicTypes = [], modules = [] }: Importing = view;
  const specifiers = [...[...imports, ...publicTypes].map(({ from }) => from), ...modules];
  const paths = specifiers.map((specifier) => posix.join(posix.dirname(path), specifier));
  return paths.flatMap((to) => (to.startsWith(FOLDER) ? to.slice(FOLDER.length, -".ts".length) : []));
}
