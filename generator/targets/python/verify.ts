import { runTool, ToolError } from "../../files/tool.ts";
import type { Defect, RenderMap, Verdict } from "../target.ts";

/*
 * Compiles modules with Python. They come over a pipe and are only compiled: no module is imported or run, and nothing
 * is written.
 */

const PROGRAM = `
import json, sys
defects = []
for path, text in json.load(sys.stdin.buffer).items():
    try:
        compile(text, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None) or 1
        defects.append({"path": path, "line": line, "message": getattr(error, "msg", str(error))})
json.dump(defects, sys.stdout)
`;

/** Compiles the modules of a package with the `python3` on the PATH. */
export async function verify(files: RenderMap): Promise<Verdict> {
  const modules = Object.fromEntries([...files].filter(([path]) => path.endsWith(".py")));
  try {
    // Isolated: neither the environment nor the current folder changes what Python does.
    const { status, stdout, stderr } = await runTool("python3", ["-I", "-c", PROGRAM], {
      input: JSON.stringify(modules),
    });
    if (status === 0) return { defects: JSON.parse(stdout) as Defect[] };
    return { defects: [], unverified: `\`python3\` fails: ${stderr.trim().split("\n").at(-1)}` };
  } catch (error) {
    if (error instanceof ToolError) return { defects: [], unverified: error.message };
    throw error;
  }
}
