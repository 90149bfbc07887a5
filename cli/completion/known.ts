import { RULES } from "../../generator/audit/rules/rules.ts";
import { problemCodes } from "../../generator/commands/explain.ts";
import { loadModel } from "../../generator/generate.ts";
import { PARTS } from "../../generator/model/config.ts";
import { BUILT_IN_SCHEMA } from "../../generator/model/package-root.ts";

/** Words by the name that the help has for a value. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** Collects the words that critgen's own schema and tables give to values whose choices the command line leaves open. */
export function knownWords(): Known {
  const { images, history } = loadModel(BUILT_IN_SCHEMA);
  const names = images.map(({ name }) => name);
  const releases = history.releases.map(({ name }) => name);
  return {
    images: names,
    parts: PARTS,
    release: releases,
    rev: releases,
    rule: RULES.map(({ id }) => id),
    code: problemCodes(),
    what: ["suggest", ...names],
  };
}
