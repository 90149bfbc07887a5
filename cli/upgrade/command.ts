import { type Command, Option } from "commander";
import { action } from "../run/action.ts";

const EXAMPLES = `
Run it while the program still has the old package: that tells the old format,
and the type checker of TypeScript knows by it which names are the package's.
The new format is that of critgen's own schema, or of --schema, or of the
package that --to names. docs/upgrade.md goes through an upgrade.

Examples:
  critgen upgrade                       what critgen's own schema changes
  critgen upgrade --diff                the safe edits, as a patch
  critgen upgrade --fix                 apply them; lists what is left
  critgen upgrade --schema my --check   in CI: a line for each place
  critgen upgrade --to ../new/node_modules/criu-images
  critgen upgrade --project web --sarif > upgrade.sarif

Exit code: 0 nothing to change; 1 a place must change, or is left after --fix;
2 the program or a format cannot be read.
`;

const FORMATS = {
  check: "print only a line for each place",
  diff: "write nothing; show the safe edits as a patch",
  fix: "show the safe edits and apply them, in all files or in none",
  json: "print JSON on standard output",
  sarif: "print SARIF 2.1.0 on standard output",
  github: "print annotations of a GitHub workflow",
} as const;

export function defineUpgrade(program: Command): void {
  const command = program
    .command("upgrade")
    .summary("find the lines of a program that a new format changes")
    .description(
      "Finds the lines of a TypeScript or JavaScript program that a change of the format touches, and edits them.",
    )
    .option("-p, --project <file>", "tsconfig.json or its folder (default: the nearest one)")
    .option("--package <name>", "name or folder of the only package to upgrade (default: all generated ones)")
    .option("--config <file>", "config with `schema` and `extend` (default: critgen.yaml, if there is one)")
    .addOption(
      new Option(
        "--schema <dir>",
        "folder of the new schema (default: that of critgen.yaml, or the built-in one)",
      ).conflicts("to"),
    )
    .option("--to <dir>", "folder of the new package, in place of a schema");
  for (const [format, help] of Object.entries(FORMATS)) {
    const others = Object.keys(FORMATS).filter((other) => other !== format);
    command.addOption(new Option(`--${format}`, help).default(false).conflicts(others));
  }
  command.addHelpText("after", EXAMPLES).action(action(() => import("./run.ts")));
}
