import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

const CHAIN = [1, 2].map((level) => join(MEMORY, "chain", `${level}`));

describe("compare", () => {
  it("exits with 0 if nothing differs, and counts noise", async () => {
    const threads = join(MEMORY, "threads/images");
    expect(await critgenHere(["compare", threads, threads])).toEqual({ code: 0, out: "no differences\n", err: "" });
    const only = ["--only", "namespaces"];
    expect(await critgenHere(["compare", ...CHAIN, ...only])).toEqual({
      code: 0,
      out: "no differences; 4 values of noise (--noise lists them)\n",
      err: "",
    });
  });

  it("prints JSON with exact addresses, places and values", async () => {
    const { code, out } = await critgenHere(["compare", ...CHAIN, "--only", "areas,pages", "--json"]);
    expect(code).toBe(1);
    const { isSame, noise, changes = [], pages } = JSON.parse(out) as Record<string, unknown[]>;
    expect([isSame, noise]).toEqual([false, 0]);
    expect(changes[1]).toEqual({
      ...{ topic: "areas", kind: "changed", thing: "process 2825, area 0x100d0000000", path: "prot", isNoise: false },
      ...{ before: 3, after: 1, beforeText: "PROT_READ | PROT_WRITE", afterText: "PROT_READ" },
      ...{
        a: { file: "mm-2825.img", entry: 0, path: "vmas[17].prot" },
        b: { file: "mm-2825.img", entry: 0, path: "vmas[18].prot" },
      },
    });
    expect(pages).toContainEqual({
      ...{ thing: "process 2825", start: "0x10090000000", end: "0x1009000c000", path: "/tmp/mem-run/data.bin" },
      ...{ pageSize: 4096, pages: 1, ranges: [["0x10090008000", "0x10090009000"]] },
    });
  });

  it("shows values in one line, or in lines of their own if they are long", async () => {
    const folder = temporaryFolder();
    const other = join(folder, "other.tar");
    const steps = ["--hostname", "web-2", "--move-path", "/tmp/corpus-src", `/srv/${"long/".repeat(12)}w`];
    await critgenHere(["edit", checkpoint("uts"), ...steps, "-o", other]);
    const { code, out } = await critgenHere(["compare", checkpoint("uts"), other]);
    expect(code).toBe(1);
    expect(out).toContain(
      "  ~ uts-namespace of process 9741  web-2 corp.example\n      nodename  corpus-höst → web-2\n",
    );
    expect(out).toContain("      reg.name\n        - /tmp/corpus-src/w\n        + /srv/long/long/");
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(out).toMatch(/\nfiles 1, namespaces 1\n$/);
  });

  it("lists the first values of a thing, and all of them with --all", async () => {
    const [one, other] = ["one", "other"].map((text) => {
      const folder = temporaryFolder();
      cpSync(checkpoint("basic"), folder, { recursive: true });
      writeFileSync(
        join(folder, "config.dump"),
        JSON.stringify({ names: Array.from({ length: 30 }, (_, i) => text + i) }),
      );
      return folder;
    });
    const { out } = await critgenHere(["compare", `${one}`, `${other}`]);
    expect(out).toMatch(/names\["one19"\] +- one19\n {6}… and 40 more; --all lists them\n/);
    expect((await critgenHere(["compare", `${one}`, `${other}`, "--all"])).out).toMatch(
      /names\["other29"\] +\+ other29\n/,
    );
  });

  it("exits with 2 if pages are missing and nothing else differs, or a checkpoint cannot be read", async () => {
    const incomplete = join(checkpoint("incr"), "2");
    const given = await critgenHere(["compare", incomplete, incomplete]);
    expect([given.code, given.err]).toEqual([2, "critgen: the answer is not known, because pages are missing\n"]);
    const lacking = "34 pages in a parent that is not here (--parent names it); 16 pages that the images lack";
    expect(given.out).toBe(`not compared: ${lacking}\nno differences\n`);
    expect((await critgenHere(["compare", incomplete, temporaryFolder()])).code).toBe(2);
    const unknown = await critgenHere(["compare", ...CHAIN, "--only", "file"]);
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining("there is no topic file: known are")]);
  });

  it("compares an image that is damaged as bytes", async () => {
    const other = join(temporaryFolder(), "other");
    cpSync(checkpoint("uts"), other, { recursive: true });
    writeFileSync(join(other, "fs-9741.img"), "damaged");
    rmSync(join(other, "seccomp.img"), { force: true });
    const { code, out } = await critgenHere(["compare", checkpoint("uts"), other]);
    expect(code).toBe(1);
    expect(out).toMatch(/fs-9741\.img {2}\d+ bytes → 7 bytes; the first difference is at 0/);
  });

  it("prints control characters of a hostile checkpoint as escapes", async () => {
    const other = join(temporaryFolder(), "other.tar");
    const given = await critgenHere(["edit", checkpoint("uts"), "--hostname", "a\u001b[2Jb", "-o", other]);
    expect(given.code).toBe(0);
    const { out } = await critgenHere(["compare", checkpoint("uts"), other]);
    expect(out).toContain("corpus-höst → a\\x1b[2Jb");
  });
});
