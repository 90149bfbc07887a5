import type { Command } from "commander";
import { withFormat } from "../options/format.ts";
import { action } from "../run/action.ts";

const DECODE_EXAMPLES = `
Examples:
  critgen decode -i pstree.img --pretty          to read it
  critgen decode -i core-12.img -o core-12.json  to edit; encode turns it back
  critgen decode --names core-12.img             signals and limits by name
  critgen decode --schema fork acme-gpu-7.img    an image of a fork of CRIU
  cat files.img | critgen decode | jq .entries[].type
  critgen decode core-12.img --quote-large | jq .   jq before 1.7 rounds

The JSON is that of CRIU's crit. Bytes that this JSON cannot hold are kept under
"$kept", so that encode writes the same bytes again. --names names more than
crit does; encode takes these names too.

Exit code: 0 done; 1 --tolerate skipped something wrong and reported it on
standard error; 2 the image is broken, or cannot be read.
`;

export const TOLERATE = "accept a truncated image, up to its last whole entry, and one with a wrong head";

export function defineDecode(program: Command): void {
  const command = program
    .command("decode")
    .summary("turn an image into JSON")
    .description("Turns an image into JSON, as CRIU's crit does.")
    .argument("[image]", "the image (default: standard input); the same as --in")
    .option("-i, --in <image>", "the image")
    .option("-o, --out <file>", "file for the JSON (default: standard output)")
    .option("--pretty", "indent; write flags, devices and addresses in readable form", false)
    .option("--names", "like --pretty; name the signals, limits, states and flags that crit leaves as numbers", false)
    .option("--nopl", "replace the extra of an entry by its size", false)
    .option("--tolerate", TOLERATE, false)
    .option("--quote-large", "put integers beyond 2^53 in quotes, for programs that would round them", false);
  withFormat(command)
    .addHelpText("after", DECODE_EXAMPLES)
    .action(action(() => import("./run.ts")));
}
