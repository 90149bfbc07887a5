import process from "node:process";
import { type Command, Option } from "commander";
import type { BreakClass } from "../generator/diff/diff.ts";
import { commaList } from "./comma-list.ts";

const EXAMPLES = `
OLD and NEW are folders: schemas, or source trees of CRIU. REV:DIR is a folder
as it is in a revision of its git repository, and REV alone the other side's
folder in one; nothing is checked out.

What can break: wire, old files or old readers; json, CRIU's JSON; api, programs
that use the generated package.

Examples:
  critgen diff v1.2:schema schema         since a tag of this repository
  critgen diff HEAD schema --allow api,json
  critgen diff v4.1:../criu v4.2:../criu  two releases of CRIU
  critgen diff old new --markdown         for a changelog or a pull request
  critgen diff old new --summary          for a log of CI

Exit code: 0 nothing breaks but what is allowed; 1 something does; 2 could not
run.
`;

interface Given {
  readonly allow: readonly BreakClass[];
  readonly json: boolean;
  readonly markdown: boolean;
  readonly summary: boolean;
  readonly all: boolean;
}

const CLASSES: readonly BreakClass[] = ["wire", "json", "api"];

export function defineDiff(program: Command): void {
  const allow = new Option("--allow <what>", "let pass what breaks this alone; with commas, or given again").default(
    [],
    "nothing",
  );
  allow.choices(CLASSES).argParser(collect(allow.parseArg));
  program
    .command("diff")
    .summary("tell what is different between two formats, and whom it breaks")
    .description(
      "Compares two versions of the format: images, messages, fields, names; and tells what each change breaks.",
    )
    .argument("<old>", "folder of a schema or of CRIU's source, REV:DIR, or REV")
    .argument("<new>", "the same")
    .addOption(allow)
    .addOption(new Option("--json", "as JSON on standard output").default(false).conflicts("markdown"))
    .addOption(new Option("--markdown", "as Markdown on standard output").default(false))
    .addOption(
      new Option("--summary", "only how many changes there are of each kind")
        .default(false)
        .conflicts(["json", "markdown", "all"]),
    )
    .option("--all", "leave nothing out of long lists", false)
    .addHelpText("after", EXAMPLES)
    .action(run);
}

/** An option that can be given again and again, each time with some of its choices. */
function collect(one: Option["parseArg"]) {
  return (words: string, all: readonly unknown[]): unknown[] => [
    ...all,
    ...commaList(words).map((word) => one?.(word, undefined)),
  ];
}

async function run(before: string, after: string, { allow, all, ...given }: Given): Promise<void> {
  const { runDiff } = await import("../generator/diff/run.ts");
  const as = (["json", "markdown", "summary"] as const).find((form) => given[form]) ?? "text";
  process.exitCode = runDiff(before, after, { allow, as, all });
}
