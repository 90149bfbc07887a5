import type { Command } from "commander";
import { action } from "../run/action.ts";

const EXAMPLES = `
Examples:
  critgen explain                     all codes
  critgen explain bad-length-field

Exit code: 0 done; 2 the code is unknown.
`;

export function defineExplain(program: Command): void {
  program
    .command("explain")
    .summary("explain the code of a problem")
    .description("Explains the code with which `generate` refuses a schema, with an example.")
    .argument("[code]", "the code that follows `error` (default: list all codes)")
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
