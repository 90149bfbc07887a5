import type { Command } from "commander";
import { action } from "../run/action.ts";

const EXAMPLES = `
Examples:
  critgen explain                     all codes
  critgen explain bad-length-field
  critgen explain near-magics         a rule of the audit

Exit code: 0 done; 2 there is no such code or rule.
`;

export function defineExplain(program: Command): void {
  program
    .command("explain")
    .summary("explain the code of a problem")
    .description("Explains the code of a problem, or a rule of the audit, with an example.")
    .argument("[code]", "code after `error`, or name of a rule (default: list all codes)")
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
