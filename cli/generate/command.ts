import { type Command, Option } from "commander";
import { commaList } from "../options/comma-list.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
critgen.yaml specifies what to generate; \`critgen init\` writes it. Options take
precedence over it; if it lists several packages, --target, --name and --out
choose among them. A target that is a path is code, which runs. Without a name
the result is not a package but a folder of modules for the project around it.

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

export function defineGenerate(program: Command): void {
  program
    .command("generate")
    .summary("compile a schema into a package")
    .description("Compiles a schema into a package, or renders templates with it. Writes either all files or none.")
    .option("--config <file>", "file with the settings (default: critgen.yaml, if there is one)")
    .option("--target <target>", "language of the package, or a path of a module with one (default: typescript)")
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
    .action(action(() => import("./run.ts")));
}

function flag(name: string, description: string, others: string[]): Option {
  return new Option(`--${name}`, description).default(false).conflicts(others);
}
