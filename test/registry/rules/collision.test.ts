import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import type { Audited } from "../../../registry/rules/rule.ts";
import { treeCollision } from "../../../registry/rules/trees.ts";
import { PROJECT_SCHEMA } from "../../support/schema.ts";

const model = loadModel(PROJECT_SCHEMA);

/** Returns the severity and the help for two meanings in two trees. */
function told(owner: string, ...names: readonly [string, string]): (string | undefined)[] {
  const [one, other] = names.map((name, i) => ({ project: `P${i}`, name, text: `text ${i} of ${name}`, place: "x:1" }));
  if (one === undefined || other === undefined) return [];
  const collisions = [{ what: "field", owner, sides: [one, other] as const }];
  const audited: Audited = { model, problems: [], trees: [], collisions, rules: [], found: [] };
  return [...treeCollision.check(audited)].flatMap(({ severity, suggestion }) => [severity, suggestion]);
}

describe("two meanings of a number in two trees", () => {
  it("are an error, unless a release changed one to the other: then one tree is older", () => {
    const help = (release: string): string =>
      `${release} changed it, and one of the trees is older: \`critgen diff\` shows whom that breaks`;
    expect(told("pagemap_entry", "nr_pages", "compat_nr_pages")).toEqual(["note", help("v4.2")]);
    expect(told("pagemap_entry", "compat_nr_pages", "nr_pages")).toEqual(["note", help("v4.2")]);
    expect(told("fd_types", "TUNF", "TUN")[0]).toBe("note");
    expect(told("pagemap_entry", "nr_pages", "in_parent")[0]).toBeUndefined();
    expect(told("criu_opts", "slow", "loud")).toEqual([
      undefined,
      "report it to both, before a release has either of them",
    ]);
  });
});
