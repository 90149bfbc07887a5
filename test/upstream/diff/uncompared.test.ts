import { describe, expect, it } from "vitest";
import { changedTree, treeFolder } from "../criu/trees.ts";
import { diff, schema } from "./run.ts";

/** Returns a tree with a changed file of CRIU's service, which no image holds. */
function changed(change: (text: string) => string): string {
  return changedTree("images/rpc.proto", change);
}

describe("files that belong to no image", () => {
  const tree = treeFolder("new");
  const withMore = (): string => changed((text) => `${text}\nmessage more { optional uint32 a = 1; }\n`);
  const said = "images/rpc.proto changed too: it belongs to no image, and diff compares only images.";

  it("are named if they changed, and break nothing", () => {
    const more = withMore();
    const { code, out } = diff(tree, more);
    expect([code, out.replaceAll(/\s+/g, " ")]).toEqual([0, expect.stringContaining(said)]);
    expect(diff(tree, more, { as: "summary" }).out).toContain(said.replace(/^\S+/, "`$&`"));
    expect(JSON.parse(diff(tree, more, { as: "json" }).out)).toMatchObject({ uncompared: ["images/rpc.proto"] });
    expect(diff(tree, more, { as: "github" }).out).toMatch(/^::notice file=[^\n]*images\/rpc\.proto,line=1,/);
  });

  it("are not named if only comments and blanks changed, or if a side is a schema", () => {
    const same = changed((text) => `// About\n${text.replaceAll("\n", "\n\n")}`);
    expect(diff(tree, same).out).not.toContain("rpc.proto");
    expect(diff(schema("optional uint32 a = 1;"), withMore()).out).not.toContain("rpc.proto");
  });
});
