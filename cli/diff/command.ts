import { type Command, Option } from "commander";
import type { BreakClass } from "../../upstream/diff/diff.ts";
import { commaList } from "../options/comma-list.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
OLD and NEW are folders: schemas, or source trees of CRIU. REV:DIR is a folder
in a revision of its git repository; REV alone is the folder of the other side
in that revision. Nothing is checked out.

A change can break wire (old files or old readers), json (CRIU's JSON) and api
(programs that use the generated package).

Examples:
  critgen diff v1.2:schema schema         since a tag of this repository
  critgen diff HEAD schema --allow api,json
  critgen diff v4.1:../criu v4.2:../criu  two releases of CRIU
  critgen diff old new --markdown         for a changelog or a pull request
  critgen diff old new --summary          for a log of CI

Exit code: 0 nothing breaks, or only what --allow names; 1 a change breaks
something else; 2 the comparison could not run.
`;

const CLASSES: readonly BreakClass[] = ["wire", "json", "api"];

export function defineDiff(program: Command): void {
  const allow = new Option(
    "--allow <what>",
    "do not fail on changes that break only these; with commas between, repeatable",
  ).default([], "nothing");
  allow.choices(CLASSES).argParser(collect(allow.parseArg));
  program
    .command("diff")
    .summary("compare two formats, and report what each change breaks")
    .description(
      "Compares images, messages, fields and names of two versions of the format, and reports what each change breaks.",
    )
    .argument("<old>", "folder of a schema or of CRIU's source, REV:DIR, or REV")
    .argument("<new>", "the newer side, in the same forms")
    .addOption(allow)
    .addOption(new Option("--json", "print JSON on standard output").default(false).conflicts("markdown"))
    .addOption(new Option("--markdown", "print Markdown on standard output").default(false))
    .addOption(
      new Option("--summary", "print only the number of changes of each kind")
        .default(false)
        .conflicts(["json", "markdown", "all"]),
    )
    .option("--all", "print long lists whole", false)
    .addHelpText("after", EXAMPLES)
    .action(action(() => import("./run.ts")));
}

/** Returns a parser for a repeatable option: it adds the choices of each occurrence to those before. */
function collect(one: Option["parseArg"]) {
  return (words: string, all: readonly unknown[]): unknown[] => [
    ...all,
    ...commaList(words).map((word) => one?.(word, undefined)),
  ];
}
