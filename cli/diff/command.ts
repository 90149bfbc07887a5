import { type Command, Option } from "commander";
import type { Allowable } from "../../upstream/diff/diff.ts";
import { commaList } from "../options/comma-list.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
OLD and NEW are folders: schemas, or source trees of CRIU. REV:DIR is a folder
in a revision of its git repository; REV alone is the folder of the other side
in that revision. Nothing is checked out.

A change can break wire (old-files: new readers misread them; old-readers: they
misread new files), json (CRIU's JSON) and api (programs that use the generated
package).

Examples:
  critgen diff v1.2:schema schema         since a tag of this repository
  critgen diff HEAD schema --allow api,json
  critgen diff v4.1:../criu v4.2:../criu  two releases of CRIU
  critgen diff old new --markdown         for a changelog
  critgen diff old new --summary          for a comment on a pull request
  critgen diff HEAD^:. HEAD:. --github    in a workflow, in a checkout of CRIU

Exit code: 0 nothing breaks, or only what --allow names; 1 a change breaks
something else; 2 the comparison could not run.
`;

const ALLOWABLE = ["wire", "old-files", "old-readers", "json", "api"] as const satisfies readonly Allowable[];

const FORMATS = {
  json: "print JSON on standard output",
  markdown: "print Markdown: each reason, and its changes",
  summary: "print short Markdown: changes by whom they break",
  github: "print annotations of a GitHub workflow",
};

export function defineDiff(program: Command): void {
  const allow = new Option(
    "--allow <what>",
    "do not fail on changes that break only these; with commas between, repeatable",
  ).default([], "nothing");
  allow.choices(ALLOWABLE).argParser(collect(allow.parseArg));
  const command = program
    .command("diff")
    .summary("compare two formats, and report what each change breaks")
    .description(
      "Compares images, messages, fields and names of two versions of the format, and reports what each change breaks.",
    )
    .argument("<old>", "folder of a schema or of CRIU's source, REV:DIR, or REV")
    .argument("<new>", "the newer side, in the same forms")
    .addOption(allow);
  const names = Object.keys(FORMATS);
  for (const [name, text] of Object.entries(FORMATS)) {
    const others = names.filter((other) => other !== name);
    command.addOption(new Option(`--${name}`, text).default(false).conflicts(others));
  }
  command
    .addOption(new Option("--all", "print long lists whole").default(false).conflicts(["summary", "github"]))
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
