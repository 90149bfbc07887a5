import type { Command } from "commander";
import { action } from "../run/action.ts";

const EXAMPLES = `
Reads /proc and /sys, as every user can. The unseen is "unknown".

Examples:
  critgen host > host.json     describe this machine
  critgen host --cpuinfo cpuinfo.img > host.json   after criu cpuinfo dump

\`critgen validate --host host.json checkpoint\` compares a checkpoint with it.

Exit code: 0 done; 2 the image of the processor cannot be read.
`;

export function defineHost(program: Command): void {
  program
    .command("host")
    .summary("describe this machine, for validate --host")
    .description("Describes this machine as JSON: processor, kernel, page size, security modules, control groups.")
    .option("--cpuinfo <image>", "add the processor as `criu cpuinfo dump` writes it")
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
