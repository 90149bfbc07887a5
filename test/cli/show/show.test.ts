import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Summary } from "../../../inspect/summary/summary.ts";
import { folderArchive } from "../../support/archives.ts";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";
import { engineFolder } from "../../support/engines.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { archive, entry } from "../../support/tar.ts";

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

describe("show of several checkpoints", () => {
  const POD = "pod.tar";

  /** Makes the archive of a pod, with an archive, a packed one, and folders of containers. */
  function podFolder(...parts: readonly Uint8Array[]): string {
    const own = temporaryFolder();
    const options = entry({ name: "pod.options", content: '{"version":1,"containers":{"web":"web","db":"db"}}' });
    writeFileSync(join(own, POD), archive(options, ...parts));
    return own;
  }

  const web = archive(...folderArchive(checkpoint("basic"), "checkpoint/"));
  const db = new Uint8Array(gzipSync(archive(...folderArchive(checkpoint("threads"), "checkpoint/"))));
  const archives = [entry({ name: "web.tar", content: web }), entry({ name: "db.tar.gz", content: db })];

  it.each([
    ["archives", archives, ["pod.tar:web.tar:checkpoint (tar)", "pod.tar:db.tar.gz:checkpoint (tar.gz)"]],
    [
      "folders",
      [...folderArchive(checkpoint("basic"), "a/checkpoint/"), ...folderArchive(checkpoint("basic"), "b/checkpoint/")],
      ["pod.tar:a/checkpoint (tar)", "pod.tar:b/checkpoint (tar)"],
    ],
  ])("has each container of a pod of %s", async (_, parts, places) => {
    const cwd = podFolder(...parts);
    const { code, out, err } = await critgenHere(["show", POD], { cwd });
    expect([code, err]).toEqual([0, ""]);
    expect(out.match(/(?<=^checkpoint {4}).*/gm)).toEqual(places);
    const { out: json } = await critgenHere(["show", POD, "--json"], { cwd });
    expect(JSON.parse(json).map(({ processes }: Summary) => processes)).toHaveLength(2);
  });

  it("goes on after one that cannot be read", async () => {
    const cwd = podFolder(...archives);
    const { code, out, err } = await critgenHere(["show", "no.tar", `${POD}:web.tar`, `${POD}:x`, "--json"], { cwd });
    expect(err.split("\n")).toEqual([
      expect.stringMatching(/^critgen: no\.tar: /),
      `critgen: ${POD}:x: no file x: there are pod.options, web.tar, db.tar.gz`,
      "",
    ]);
    expect([code, JSON.parse(out).map(({ place }: Summary) => place)]).toEqual([2, [`${POD}:web.tar:checkpoint`]]);
  });

  it("is what other commands do with names in archives", async () => {
    const cwd = podFolder(...archives);
    const run = async (...words: string[]): Promise<string> => (await critgenHere(words, { cwd })).out;
    const image = join(checkpoint("threads"), "pstree.img");
    expect(await run("decode", `${POD}:db.tar.gz:checkpoint/pstree.img`)).toBe(await run("decode", image));
    expect(await run("show", `${POD}:db.tar.gz:checkpoint/pstree.img`)).toBe(await run("show", image));
    expect(await run("x", `${POD}:db.tar.gz`, "ps")).toBe(await run("x", checkpoint("threads"), "ps"));
    expect(JSON.parse(await run("info", `${POD}:web.tar`))).toMatchObject({
      folder: `${POD}:web.tar:checkpoint`,
      form: "tar",
    });
    const validated = JSON.parse(await run("validate", POD, "--without-pages", "--json"));
    expect(validated).toMatchObject([
      { checkpoint: `${POD}:web.tar`, findings: [] },
      { checkpoint: `${POD}:db.tar.gz`, findings: [] },
    ]);
    expect((await critgenHere(["edit", `${POD}:web.tar`, "--hostname", "x", "--in-place"], { cwd })).err).toBe(
      `critgen: ${POD}:web.tar: is in another archive: write the result with -o\n`,
    );
  });
});
