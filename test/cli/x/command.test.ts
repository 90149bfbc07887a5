import { truncateSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CORPUS, copyOf, edit, x, xJson } from "../../inspect/explore/support.ts";
import { bash, type Result, critgen as start } from "../../support/cli.ts";
import { critgenHere } from "../../support/here.ts";

const critgen = (...args: readonly string[]): Promise<Result> => critgenHere(args);
const at = (scenario: string): string => join(CORPUS, scenario);

describe("critgen x", () => {
  it("prints a checkpoint as text and as JSON", async () => {
    expect(await critgen("x", at("pidns"), "ps")).toMatchObject({ code: 0, out: await x(at("pidns"), "ps"), err: "" });
    const { code, out } = await critgen("x", at("pidns"), "fds", "--json");
    expect({ code, data: JSON.parse(out) }).toEqual({ code: 0, data: await xJson(at("pidns"), "fds") });
  });

  it("prints bytes that are not UTF-8 as they are", () => {
    const folder = copyOf("uts");
    edit(folder, "files.img", "FILES", ({ entries }) => {
      for (const { reg } of entries) if (reg !== undefined) reg.name = "/\udcff\udce9";
    });
    const { out } = bash(`critgen x '${folder}' fds | od -An -v -tx1 | tr -d ' \\n'`);
    expect(out).toContain("2fffe90a");
  });

  it("prints several checkpoints, and continues after an invalid one", async () => {
    const dirs = ["basic", "nowhere", "pidns"].map(at);
    const text = await critgen("x", ...dirs, "ps");
    const [basic, pidns] = [await x(at("basic"), "ps"), await x(at("pidns"), "ps")];
    expect(text.out).toBe(`==> ${at("basic")} <==\n${basic}\n==> ${at("pidns")} <==\n${pidns}`);
    expect(text).toMatchObject({ code: 2, err: `critgen: ${at("nowhere")}: no such file or directory\n` });
    const json = await critgen("x", ...dirs, "ps", "--json");
    expect(JSON.parse(json.out)).toEqual([
      { dir: at("basic"), ps: await xJson(at("basic"), "ps") },
      { dir: at("pidns"), ps: await xJson(at("pidns"), "ps") },
    ]);
    expect(json.code).toBe(2);
    expect(await critgen("x", at("nowhere"), at("incr/0"), "ps", "--json")).toMatchObject({ code: 2, out: "[]\n" });
  });

  it("prints many folders in their order, even if it reads some at the same time", async () => {
    const dirs = Array.from({ length: 2 * availableParallelism() + 1 }, (_, i) => at(i % 2 === 0 ? "basic" : "pidns"));
    const texts = await Promise.all(dirs.map(async (dir) => `==> ${dir} <==\n${await x(dir, "ps")}`));
    expect((await critgen("x", ...dirs, "ps")).out).toBe(texts.join("\n"));
  });

  it("prints the same if it reads large folders at the same time", async () => {
    const folder = copyOf("basic");
    edit(folder, "pagemap-2525.img", "PAGEMAP", (image) => {
      image.entries = Array.from({ length: 100_000 }, (_, i) => ({
        vaddr: BigInt(i) << 13n,
        compat_nr_pages: 0,
        nr_pages: 1n,
      }));
    });
    const expected = await x(folder, "rss");
    const { out, code } = start(["x", folder, folder, at("nowhere"), "rss"], { maxBuffer: 1 << 28 });
    expect(code).toBe(2);
    expect(
      out === [expected, "\n", expected].map((part) => (part === "\n" ? part : `==> ${folder} <==\n${part}`)).join(""),
    ).toBe(true);
  });

  it.each([
    [["x"], "missing required argument"],
    [["x", "ps"], "the checkpoint is missing"],
    [["x", at("basic")], "the last word must be ps, fds, mems, rss, sk, tree, meta, env, mounts, stats"],
    [["x", at("basic"), "files"], "found `files`"],
    [["x", at("basic"), "ps", "--jsn"], "unknown option"],
    [["x", at("cpuinfo"), "ps"], "not a checkpoint"],
    [["info"], "missing required argument"],
    [["info", at("basic/parent")], "no such file or directory"],
  ])("exits with 2 and the reason for %j", async (args, message) => {
    const { code, out, err } = await critgen(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
    expect(err).not.toMatch(/^ +at /m);
  });

  it.each(["x", "info"])("explains `%s` with examples in 80 columns", async (command) => {
    const { code, out } = await critgen(command, "--help");
    expect(code).toBe(0);
    expect(out).toMatch(/^Examples:\n( {2}critgen .*\n)+\nExit code: 0 /m);
    expect(Math.max(...out.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
  });
});

describe("critgen info", () => {
  it("describes an image, and exits with 1 if it is broken", async () => {
    const json = await critgen("info", at("basic/pstree.img"));
    expect(json).toEqual(await critgen("info", "--json", at("basic/pstree.img")));
    expect(json).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^{\n {4}"magic": "PSTREE",\n {4}"count": 1,\n/),
    });
    expect(JSON.parse(json.out)).toMatchObject({
      image: "PSTREE",
      version: "v1.1",
      byte_order: "little",
      problems: [],
    });
    const broken = join(copyOf("basic"), "pstree.img");
    truncateSync(broken, 11);
    const { code: found, out: what } = await critgen("info", broken);
    expect(found).toBe(1);
    expect(JSON.parse(what)).toMatchObject({ problems: [{ code: "truncated", offset: 8 }] });
  });
});
