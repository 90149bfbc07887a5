import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { type CriuTree, readCriuTree } from "../../../upstream/criu/tree.ts";
import { addRelease, beforeOf } from "../../../upstream/import/release.ts";
import { bash } from "../../support/cli.ts";
import { ROOT } from "../../support/here.ts";
import { afterAllTests } from "../../support/schema.ts";
import { checkout, commit } from "../criu/trees.ts";

const cleanup = afterAllTests();
const RELEASES = ["v1.4", "v4.2.7", "v4.3"];

let trees = "";
beforeAll(() => {
  trees = checkout(cleanup);
  const version = ["MINOR\t:= 2\nCRIU_VERSION_SUBLEVEL\t:= 7", "MINOR\t:= 3"] as const;
  const field = ["uint64 vaddr", "fixed64 vaddr"] as const;
  commit(trees, { "Makefile.versions": version, "images/pagemap.proto": field }, "v4.3");
});

/** Compares neighbouring releases with a history; returns the number of differences. */
async function compareWith(history: unknown): Promise<{ wrong: number; lines: string[] }> {
  const module: { compareNeighbours(...args: unknown[]): number } = await import(
    pathToFileURL(`${ROOT}/scripts/releases/differences.mjs`).href
  );
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
  try {
    return { wrong: module.compareNeighbours(trees, RELEASES, history), lines };
  } finally {
    log.mockRestore();
  }
}

describe("npm run releases", () => {
  it("compares the history with the changes between neighbours, name by name", async () => {
    let text = "{}\n";
    let before: CriuTree | undefined;
    for (const release of RELEASES) {
      const tree = readCriuTree(trees, release);
      text = addRelease(text, tree, before === undefined ? undefined : beforeOf(before));
      before = tree;
    }
    const history = parse(text) as Record<string, Record<string, unknown>>;
    const { wrong, lines } = await compareWith(history);
    expect([wrong, lines.at(-1)]).toEqual([0, "all names agree with the history"]);
    expect(lines.at(-2)).toMatch(/^v4\.3 +0 added +0 gone +1 changed /);
    delete history["v4.2.7"]?.["gone"];
    const less = await compareWith(history);
    expect(less.wrong).toBe(4);
    expect(less.lines).toContain("  v4.2.7: gone: images FILE_LOCKS_PID");
  });

  it("imports releases, and verifies that they compile", () => {
    const { code, out } = bash(`node scripts/releases/releases.mjs '${trees}' v1.4`);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^1 releases imported, generated and type-checked in \d+ s/),
    ]);
  });

  it("asks for a repository", () => {
    expect(bash("node scripts/releases/releases.mjs")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^a repository is required/),
    });
  });
});
