import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { bash, ROOT } from "./support/cli.ts";

/** Shell patterns of the files and tests of each group, by its name. */
type Groups = Readonly<Record<string, { readonly files: readonly string[]; readonly tests: readonly string[] }>>;

const { href } = pathToFileURL(join(ROOT, "scripts/mutants/groups.mjs"));
const { GROUPS } = (await import(href)) as { readonly GROUPS: Groups };

it.each(Object.entries(GROUPS))("each pattern of the group %s of mutants matches a file", (_, { files, tests }) => {
  const { code, err } = bash(`shopt -s extglob; eval "ls ${[...files, ...tests].join(" ")}" > /dev/null`, {
    cwd: ROOT,
  });
  expect({ code, err }).toEqual({ code: 0, err: "" });
});
