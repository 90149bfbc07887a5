import type { Command } from "commander";
import { withFormat } from "../options/format.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
Examples:
  critgen dissect pstree.img                       every byte and its meaning
  critgen dissect --entries 2-5,9 files.img        these entries; the first is 0
  critgen dissect core-12.img | grep -w error      only the errors
  critgen dissect --json mm-12.img | jq -c 'select(.notes)'

A line shows an offset, the bytes there and their meaning: number and wire type
of the field, its name and its value as \`critgen show\` has it. Reading continues
after an error, so one error can cause others: fix the first one first.

With --json each line is an object: \`offset\` and \`size\` of the bytes, their
\`kind\` (head, magic, size, tag, field, message, extra, padding, rest, gap) and
\`depth\`; if present, \`header\` (bytes of tag and length), \`entry\`, \`path\`,
\`name\`, \`number\`, \`wire\`, \`type\`, \`value\`, \`raw\` (the number behind a name
in \`value\`) and \`notes\`, each with a \`severity\` (error, warn, info) and a
\`text\`.
Values of more than 1 MiB are left out.

Exit code: 0 nothing is wrong; 1 an error was found; 2 the file cannot be read,
or is raw and has no structure.
`;

export function defineDissect(program: Command): void {
  const command = program
    .command("dissect")
    .summary("show the bytes of an image beside their meaning")
    .description("Shows the bytes of an image beside their meaning, with errors at the bytes that cause them.")
    .argument("<image>", "the image; - for standard input")
    .option("--entries <ranges>", "show only these entries, such as 3, or 2-5,9, or 7-; the first is 0")
    .option("--full", "show long runs of bytes whole", false)
    .option("--json", "print JSON on standard output, an object a line", false);
  withFormat(command)
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}
