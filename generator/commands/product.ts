import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../config/load.ts";
import { inOrder } from "../package.ts";
import type { RenderMap } from "../render/render.ts";
import type { Defect } from "../verify/verify.ts";
import { hashOf, readManifest } from "../write/manifest.ts";
import { compiledPaths } from "../write/paths.ts";
import { progress } from "./progress.ts";

/** Only what is built from its sources has need of it. */
const BUILT_WITH = "tsconfig.json";

/** What belongs to a package, and not to a folder of modules: that has the project around it. */
const OF_PACKAGE = ["package.json", "README.md", "LICENSE", BUILT_WITH, "src/self-test.ts"];

/** Sources as they are written: all of a package, or without a name the modules alone. */
export function arrange({ name }: Pick<Project, "name">, sources: RenderMap): RenderMap {
  if (name !== undefined) return sources;
  const modules = [...sources].filter(([path]) => !OF_PACKAGE.includes(path));
  return inOrder(modules.map(([path, text]) => [path.replace(/^src\//, ""), text]));
}

/**
 * A package with what its sources are compiled to. What was compiled before from the very same sources is taken as it
 * is: then there is no need of the compiler, which takes its time.
 *
 * @throws {Defects} where they do not compile
 */
export async function build({ out }: Pick<Project, "out">, sources: RenderMap): Promise<RenderMap> {
  const files = [...sources].filter(([path]) => path !== BUILT_WITH);
  const known = compiledBefore(out, new Map(files));
  if (known !== undefined) return inOrder([...files, ...known]);
  const { files: compiled, defects } = await progress(`compiling ${sources.size} files`, async () =>
    (await import("../verify/compile.ts")).compile(sources),
  );
  if (defects.length > 0) throw new Defects(defects);
  return inOrder([...files, ...compiled]);
}

/** What a folder has of compiled files; nothing unless it has these sources, and all files are as critgen wrote them. */
function compiledBefore(out: string, sources: RenderMap): RenderMap | undefined {
  const manifest = readManifest(out);
  const read = (path: string): string | undefined => {
    const file = join(out, path);
    if (!existsSync(file) || manifest.get(path) === undefined) return undefined;
    const text = readFileSync(file, "utf8");
    return manifest.get(path)?.includes(hashOf(text)) ? text : undefined;
  };
  const isSource = (path: string): boolean => path.startsWith("src/");
  for (const [path, text] of sources) if (isSource(path) && read(path) !== text) return undefined;
  const compiled = new Map<string, string>();
  for (const path of compiledPaths(sources.keys())) {
    const text = read(path);
    if (text === undefined) return undefined;
    compiled.set(path, text);
  }
  return compiled;
}

/** What was rendered does not compile: critgen's fault, not the schema's. */
export class Defects extends Error {
  constructor(defects: readonly Defect[]) {
    const lines = defects.map(({ path, line, message }) => `${path}:${line}: ${message}`);
    super(
      `what was rendered does not compile, and nothing was written. This is a defect of critgen's:\n${lines.join("\n")}`,
    );
    this.name = "Defects";
  }
}
