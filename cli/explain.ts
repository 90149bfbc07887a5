import type { Command } from "commander";

const EXAMPLES = `
Examples:
  critgen explain                     the codes that there are
  critgen explain bad-length-field

Exit code: 0 done; 2 there is no such code.
`;

export function defineExplain(program: Command): void {
  program
    .command("explain")
    .summary("say what a code of a problem means")
    .description("Says what is wrong where `generate` refuses a schema with a code, with an example.")
    .argument("[code]", "what stands behind `error`")
    .addHelpText("after", EXAMPLES)
    .action(run);
}

async function run(code: string | undefined): Promise<void> {
  const { explainProblem } = await import("../generator/commands/explain.ts");
  console.log(explainProblem(code));
}
