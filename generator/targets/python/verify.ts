import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Defect, RenderMap, Verdict } from "../target.ts";

/*
 * Compiles modules with Python. No file of the package is imported or run: `compile` only parses it. Nothing is written
 * beside the modules.
 */

const PROGRAM = `
import json, sys
defects = []
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        try:
            compile(file.read(), path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError) as error:
            defects.append({"path": path, "line": getattr(error, "lineno", None) or 1, "message": str(error)})
json.dump(defects, sys.stdout)
`;

/** Files that one process of Python compiles: the length of a command line is limited. */
const MOST = 500;

/** Compiles the modules of a package with the `python3` on the PATH. */
export async function verify(files: RenderMap): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), "critgen-python-"));
  try {
    const modules = [...files].filter(([path]) => path.endsWith(".py"));
    for (const [path, text] of modules) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const paths = modules.map(([path]) => path);
    const defects: Defect[] = [];
    for (let i = 0; i < paths.length; i += MOST) defects.push(...(await compile(folder, paths.slice(i, i + MOST))));
    return { defects };
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== "ENOENT") throw problem;
    return { defects: [], unverified: "there is no `python3` on the PATH" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compile(folder: string, paths: readonly string[]): Promise<Defect[]> {
  const options = { cwd: folder, maxBuffer: 1 << 26 };
  // Isolated: neither the environment nor the current folder changes what is imported.
  const { stdout } = await promisify(execFile)("python3", ["-I", "-c", PROGRAM, ...paths], options);
  return JSON.parse(stdout) as Defect[];
}
