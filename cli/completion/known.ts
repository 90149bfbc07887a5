import { CODES, COMPARE_TOPICS, PRIVACY_CLASSES } from "criu-checkpoint";
import { loadModel } from "../../generator/generate.ts";
import { PARTS } from "../../generator/model/config.ts";
import { explanations } from "../../generator/own/explanations.ts";
import { BUILT_IN_SCHEMA } from "../../generator/own/package-root.ts";
import { TARGETS } from "../../generator/targets/targets.ts";
import { LISTING_WORDS } from "../../inspect/explore/explore.ts";
import { RULES } from "../../registry/rules/rules.ts";
import { VIEWS } from "../memory/views.ts";

/** Words by the name of a value in the help. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** Collects words for values without declared choices, from critgen's own schema and tables. */
export function knownWords(): Known {
  const { images, history } = loadModel(BUILT_IN_SCHEMA);
  const names = images.map(({ name }) => name);
  const releases = history.releases.map(({ name }) => name);
  return {
    images: names,
    parts: PARTS,
    target: Object.keys(TARGETS),
    targets: Object.keys(TARGETS),
    release: releases,
    rev: releases,
    rule: RULES.map(({ id }) => id),
    code: [...new Set([...explanations().keys(), ...Object.keys(CODES)])],
    what: ["suggest", ...names],
    listing: LISTING_WORDS,
    view: Object.keys(VIEWS),
    topics: COMPARE_TOPICS,
    classes: Object.keys(PRIVACY_CLASSES),
  };
}
