import { type Command, Option } from "commander";
import { VERB_FORMS } from "criu-checkpoint/verbs";
import { withParents } from "../options/parents.ts";
import { action } from "../run/action.ts";
import { wordsOf } from "./words.ts";

const EXAMPLES = `
A recipe is a list of steps in YAML; docs/edit.md describes all verbs:
  - hostname: web-2
  - move-path: { from: /srv/old, to: /srv/new }
  - set: { "files.img[id=7].reg.pos": 0 }

Steps on the command line follow those of the recipe, in the order of the help.

Examples:
  critgen edit web.tar.zst recipe.yaml -o web-2.tar.zst
  critgen edit checkpoint --hostname web-2 -o checkpoint-2
  critgen edit checkpoint --move-path /srv/old /srv/new --dry-run
  critgen edit web.tar --set 'core-42.img.tc.comm=web' --in-place

All steps are done, or nothing is written. A recipe that breaks the checkpoint,
as \`critgen validate\` sees it, is refused. The result has the form of the
checkpoint, or that of its name: .tar, .tar.gz or .tar.zst.

Exit code: 0 done; 1 the recipe is wrong, cannot be applied, or would break
something; 2 a file cannot be read, or the result not written.
`;

export function defineEdit(program: Command): void {
  const command = program
    .command("edit")
    .usage("[options] <checkpoint> [recipe]")
    .summary("change a checkpoint by a recipe")
    .description("Applies the steps of a recipe to a checkpoint, and writes the result as a whole.")
    .argument("<checkpoint>", "a folder or an archive")
    .argument("[recipe]", "a recipe in YAML; - for standard input")
    .option("-o, --out <path>", "the new folder or archive")
    .addOption(new Option("--in-place", "replace the checkpoint; the old one gets the ending .bak").conflicts("out"))
    .option("-n, --dry-run", "tell what would change, as `compare` does, and write nothing", false)
    .option("--json", "tell the changes as JSON, as `compare` does", false);
  for (const [name, { keys, title }] of Object.entries(VERB_FORMS)) {
    const words = wordsOf(keys);
    const flags = words.length === 1 ? `--${name} <${words[0]}>` : `--${name} <words...>`;
    const text = words.length === 1 ? title : `${words.join(", ")}: ${title}`;
    command.addOption(new Option(flags, text).argParser(collect));
  }
  withParents(command).addHelpText("after", EXAMPLES);
  command.action(action(() => import("./run.ts")));
}

/** Collects the words of an option that can be repeated. */
function collect(word: string, words: readonly string[] | undefined): readonly string[] {
  return [...(words ?? []), word];
}
