import { existsSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { type Command, Option } from "commander";
import type { Given as GivenProject } from "../../generator/config/load.ts";
import { packageFile } from "../../generator/model/package-root.ts";
import { commaList } from "../options/comma-list.ts";

const EXAMPLES = `
critgen.yaml specifies what to generate; \`critgen init\` writes it. Options take
precedence over it. Without a name the result is not a package but a folder of
modules for the project around it.

Examples:
  critgen generate                    as critgen.yaml specifies
  critgen generate --check            in CI: is the package up to date?
  critgen generate --images PAGEMAP,MM --out src/criu
  critgen generate --images 'IPCNS_*' --name @acme/criu-ipc --out ipc
  critgen generate --schema my --watch       while editing a schema
  critgen generate --templates my --out made   other languages
  critgen generate --templates examples/templates --out made   critgen's own

Exit code: 0 done, or nothing to do; 1 --check or --diff found differences, or
--check found a row that is marked for review; 2 the schema has problems, or the
package cannot be written.
`;

interface Given extends GivenProject {
  readonly templates?: string;
  readonly check: boolean;
  readonly diff: boolean;
  readonly force: boolean;
  readonly watch: boolean;
  readonly json: boolean;
}

export function defineGenerate(program: Command): void {
  program
    .command("generate")
    .summary("compile a schema into a package")
    .description("Compiles a schema into a package, or renders templates with it. Writes either all files or none.")
    .option("--config <file>", "file with the settings (default: critgen.yaml, if there is one)")
    .option("--images <images>", "images, by names or patterns, with commas between (default: all)", commaList)
    .option("--name <name>", "name of the package")
    .option("--schema <dir>", "folder with images.yaml and messages/ (default: the built-in one)")
    .option("--out <dir>", "folder to write (default: generated)")
    .option("--templates <dir>", "render the templates of a folder instead, each *.hbs to a file without .hbs")
    .addOption(flag("check", "write nothing; exit 1 if the package is out of date", ["diff", "watch"]))
    .addOption(flag("diff", "write nothing; show the changes", ["watch", "json"]))
    .addOption(flag("watch", "keep running, and generate again whenever the schema changes", ["json"]))
    .option("--force", "replace files that were edited by hand or are in the way", false)
    .option("--json", "print problems as JSON on standard output; [] if there are none", false)
    .addHelpText("after", EXAMPLES)
    .action(run);
}

function flag(name: string, description: string, others: string[]): Option {
  return new Option(`--${name}`, description).default(false).conflicts(others);
}

async function run(given: Given, command: Command): Promise<void> {
  const { check, diff, force, json } = given;
  const templates = given.templates === undefined ? undefined : templatesAt(given.templates);
  if (templates !== undefined && given.out === undefined) {
    command.error("error: --templates needs a folder to write: add --out <dir>");
  }
  const { reportingProblems } = await import("../options/project.ts");
  await reportingProblems(given, async (project, report) => {
    const options = { check, diff, force, json, project, ...(templates !== undefined && { templates }) };
    if (given.watch) {
      const { runWatch } = await import("./watch.ts");
      const { loadProject } = await import("../../generator/config/load.ts");
      await runWatch(options, report, () => loadProject(given));
    } else {
      const { runGenerate } = await import("./run.ts");
      process.exitCode = await runGenerate(options);
    }
  });
}

/** Returns the folder itself, or the one of that path among critgen's own files if the project has none. */
function templatesAt(folder: string): string {
  const own = fileURLToPath(packageFile(folder));
  return !existsSync(folder) && existsSync(own) ? own : folder;
}
