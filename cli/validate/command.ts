import type { Command } from "commander";
import { action } from "../run/action.ts";

const EXAMPLES = `
Reads each image once, and checks it against the format, and against the other
images: files that must be there, ids and references, fields that agree, runs
of pages and their files. \`critgen explain CODE\` explains a finding.

Examples:
  critgen validate checkpoint                  all findings, with remedies
  critgen validate --without-pages checkpoint  pages files may be absent
  critgen validate --for 3.19 checkpoint       also what this release refuses
  critgen validate --host host.json pod.tar will it restore there?
  critgen validate --sarif checkpoint          for code scanning

Exit code: 0 no finding; 1 findings; 2 a checkpoint cannot be read.
`;

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

export function defineValidate(program: Command): void {
  program
    .command("validate")
    .summary("find faults of checkpoints")
    .description("Validates checkpoints: each image alone, against the others, and against a release of CRIU.")
    .argument("<checkpoint...>", "folders or archives of checkpoints")
    .option("--parent <checkpoint>", "a parent that is elsewhere; repeatable, the nearest first", collect, [])
    .option("--without-pages", "accept a checkpoint without its files of pages", false)
    .option("--host <file>", "compare with a machine that `critgen host` described")
    .option("--for <release>", "report what this release does not know; for example 3.19")
    .option("--all", "list all findings of a kind, not the first 20", false)
    .option("--json", "print JSON on standard output", false)
    .option("--sarif", "print SARIF on standard output", false)
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
