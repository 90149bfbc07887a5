import type { Command } from "commander";
import { action } from "../run/action.ts";

const EXAMPLES = `
An editor starts it, and sends requests on standard input. It serves each folder
of the workspace that has an images.yaml, is the folder schema with one, or has
a critgen.yaml; and the schema of each open file. docs/editors.md has the
settings of VS Code, Neovim and Zed.

Examples:
  critgen lsp    for an editor

Exit code: 0 the editor shut it down; 1 the connection ended without that;
2 the command line is wrong.
`;

export function defineLsp(program: Command): void {
  program
    .command("lsp")
    .summary("serve schemas to an editor")
    .description("Serves schemas to an editor, by the Language Server Protocol on standard input and output.")
    .option("--stdio", "the only way to connect; for editors that pass it", true)
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
