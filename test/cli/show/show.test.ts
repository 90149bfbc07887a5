import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";
import { engineFolder } from "../../support/engines.ts";
import { critgenHere } from "../../support/here.ts";

describe("show of a checkpoint", () => {
  it("sums up a dump of CRIU alone", async () => {
    const folder = checkpoint("threads");
    const { code, out, err } = await critgenHere(["show", folder]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^processes {5}\d+, with \d+ threads; root \w+$/m);
    expect(out).toMatch(/^dump {10}frozen [\d.]+ ms, freezing [\d.]+ ms; \d+ of \d+ pages written$/m);
    expect(out).not.toMatch(/engine|container/);
  });

  it("has the container as its engine describes it", async () => {
    const folder = engineFolder(join(MEMORY, "threads/images"));
    const { out } = await critgenHere(["show", folder]);
    expect(out.replaceAll(/ +/g, " ")).toContain(
      [
        `checkpoint ${folder}/checkpoint\nengine Podman\ncontainer web 3f00aa\nimage docker.io/library/nginx:1\nruntime crun`,
        "command nginx -g\nhostname h1\naddresses 10.88.0.9\ncreated 2026-01-01T00:00:00.000Z\n",
      ].join("\n"),
    );
    const { out: json } = await critgenHere(["show", folder, "--json"]);
    expect(JSON.parse(json)).toMatchObject({
      ...{ form: "folder", processes: 1, threads: 3, zombies: 0, root: "weave" },
      meta: { engine: "Podman", container: { id: "3f00aa", name: "web" }, created: "2026-01-01T00:00:00.000Z" },
      sizes: { pages: 98304 },
    });
  });

  it("names the parent of an incremental dump", async () => {
    const { out } = await critgenHere(["show", join(MEMORY, "chain/2")]);
    expect(out.replaceAll(/\s+/g, " ")).toContain("incremental: its parent is ../1");
  });

  it("still prints images, and refuses other files", async () => {
    const { out } = await critgenHere(["show", join(checkpoint("basic"), "pstree.img")]);
    expect(JSON.parse(out)).toMatchObject({ magic: "PSTREE" });
    const { code, err } = await critgenHere(["show", join(MEMORY, "threads/facts.json")]);
    expect([code, err]).toEqual([2, expect.stringContaining("magic")]);
  });
});
