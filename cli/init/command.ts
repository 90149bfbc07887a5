import { type Command, Option } from "commander";
import { OUTPUTS } from "../../generator/model/config.ts";
import { commaList } from "../options/comma-list.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
Asks on a terminal. With --yes, or without a terminal, asks nothing and takes
the options and the defaults.

Examples:
  critgen init
  critgen init --name @acme/criu-pagemap --images PAGEMAP,MM
  critgen init --images 'IPCNS_*' --out src/criu --yes

Exit code: 0 done; 2 the config exists already, or an answer is not valid; 130
interrupted by Ctrl-C.
`;

export function defineInit(program: Command): void {
  program
    .command("init")
    .summary("begin a package: write critgen.yaml")
    .description("Writes critgen.yaml, the settings of `critgen generate`, and prints the next steps.")
    .option("--config <file>", "file to write", "critgen.yaml")
    .option("--target <targets>", "language of the package; several, with commas, make several packages", commaList)
    .option("--name <name>", "name of the package (default: no package, but a folder of modules)")
    .option("--images <images>", "images, by names or patterns, with commas between (default: all)", commaList)
    .option("--parts <parts>", "codec, and any of json, node, columns, history, schema (default: codec)", commaList)
    .option("--out <dir>", "folder of the result (default: generated)")
    .option("--extend <dirs>", "folders with more images, with commas between", commaList)
    .addOption(
      new Option("--output <kind>", "kind of the result (default: package, if there is a name)").choices(OUTPUTS),
    )
    .option("--license <id>", "license of the package (default: that of package.json, or MIT)")
    .option("--repository <url>", "its repository, such as github:acme/x (default: that of package.json)")
    .option("--yes", "ask nothing", false)
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
