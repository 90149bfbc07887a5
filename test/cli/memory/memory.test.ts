import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MEMORY } from "../../support/checkpoints.ts";
import { critgenHere, ROOT } from "../../support/here.ts";
import { PROJECT_SCHEMA, temporaryFolder } from "../../support/schema.ts";

const CHAIN = join(MEMORY, "chain/3");
const SHARED = join(MEMORY, "shared/images");
const THREADS = join(MEMORY, "threads/images");

async function memory(...words: readonly string[]): Promise<string> {
  const { code, out, err } = await critgenHere(["memory", ...words]);
  expect([code, err]).toEqual([0, ""]);
  return out;
}

async function refused(...words: readonly string[]): Promise<string> {
  const { code, out, err } = await critgenHere(["memory", ...words]);
  expect([code, out]).toEqual([2, ""]);
  return err;
}

describe("memory", () => {
  it("lists the processes", async () => {
    expect(await memory(THREADS)).toMatch(/^ +PID +AREAS +KIB {2}COMM\n +32621 +\d+ +\d+ {2}weave\n$/);
    expect(JSON.parse(await memory(CHAIN, "--json"))).toEqual([
      { pid: 2825, comm: "ledger", areas: 32, size: 274879062016 },
    ]);
  });

  it("maps each area of /proc/PID/maps, with the sources of its pages", async () => {
    const { page_size, areas } = JSON.parse(await memory(CHAIN, "2825", "--json"));
    expect(page_size).toBe(4096);
    const at = (start: string): unknown => areas.find((one: { start: string }) => one.start === start);
    expect(at("0x10020000000")).toEqual({
      ...{ start: "0x10020000000", end: "0x10020010000", prot: "rw-p", pages: { here: 4, parent: 12 } },
    });
    expect(at("0x10090000000")).toMatchObject({
      ...{ name: "/tmp/mem-run/data.bin", offset: "0x4000", pages: { file: 10, parent: 2 } },
    });
    expect(at("0x10100001000")).toMatchObject({ name: "[guard]", prot: "---p", pages: { "no-access": 1 } });
    const text = await memory(CHAIN, "2825");
    expect(text).toMatch(/^00003ecc3000-00003ecc4000 rw-p 1 here {2}\[heap]$/m);
    expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it("names areas as /proc/PID/maps does: files, memfds, anonymous and System V shared memory", async () => {
    for (const pid of [4097, 4101]) {
      const { vmas } = JSON.parse(readFileSync(join(MEMORY, `shared/truth-${pid}.json`), "utf8"));
      const { areas } = JSON.parse(await memory(SHARED, `${pid}`, "--json"));
      const names = new Map(areas.map(({ start, name }: { start: string; name?: string }) => [start, name ?? ""]));
      for (const { start, name } of vmas as { start: string; name: string }[])
        if (name !== "[vvar_vclock]") expect([start, names.get(start)]).toEqual([start, name]);
    }
  });

  it("lists shared memory, each segment once, with the processes that map it", async () => {
    const rows = JSON.parse(await memory(SHARED, "shared", "--json"));
    expect(rows.map(({ id, name, pages }: { id: number; name: string; pages: object }) => [id, name, pages])).toEqual([
      [39666, "/dev/zero (deleted)", { here: 14, zeros: 6 }],
      [39665, "/memfd:twins-memfd (deleted)", { here: 6, zeros: 6 }],
      [0, "/SYSV00005eed (deleted)", { here: 2, zeros: 6 }],
    ]);
    expect(rows[1].areas.map(({ pid, start }: { pid: number; start: string }) => `${pid} ${start}`)).toEqual([
      ...["4097 0x22000000000", "4097 0x26000000000", "4101 0x22800000000", "4101 0x26000000000"],
    ]);
    expect(await memory(SHARED, "shared")).toMatch(
      /^ +0 +32 {2}\/SYSV00005eed \(deleted\): 2 here, 6 zeros; 4097, 4101$/m,
    );
  });

  it("tells the pages of compressed runs, by the built-in schema or by another one", async () => {
    const lz4 = join(MEMORY, "lz4/3");
    const text = await memory(lz4, "2825");
    expect(text).toMatch(/^00003ecc3000-00003ecc4000 rw-p 1 here \(1 lz4\) {2}\[heap]$/m);
    const { areas } = JSON.parse(await memory(lz4, "2825", "--json"));
    const area = areas.find(({ start }: { start: string }) => start === "0x10020000000");
    expect(area).toMatchObject({ pages: { here: 4, parent: 12 }, compressed: { lz4: 16 } });
    const schema = temporaryFolder();
    cpSync(PROJECT_SCHEMA, schema, { recursive: true });
    const proto = join(schema, "messages/pagemap.proto");
    const fields =
      "repeated uint32 compressed_size = 6; optional uint64 total_compressed_size = 7; optional uint32 region_pages = 8;";
    writeFileSync(proto, readFileSync(proto, "utf8").replace("message pagemap_entry {", `$& ${fields}`));
    expect(await memory(lz4, "2825", "--schema", schema)).toBe(text);
  });

  it("reads bytes as text, raw, and into a file", async () => {
    const facts = JSON.parse(readFileSync(join(MEMORY, "threads/facts.json"), "utf8"));
    const { address, bytes } = facts.find(({ what }: { what: string }) => what === "long_text");
    const rows = (await memory(THREADS, "32621", "read", address, "32")).split("\n");
    expect(rows[0]?.replaceAll(" ", "")).toContain(bytes.slice(0, 32));
    expect(rows[1]).toMatch(/^004bc410 {2}(?:[\da-f]{2} ){16}\|.{16}\|$/);
    const file = join(temporaryFolder(), "out");
    await memory(THREADS, "32621", "read", address, `${bytes.length / 2}`, "--raw", "-o", file);
    expect(readFileSync(file).toString("hex")).toBe(bytes);
  });

  it("finds texts, bytes and regular expressions", async () => {
    const texts = await memory(CHAIN, "2825", "find", "LEDGER_BOOK=", "--context", "4");
    expect(texts).toMatch(/^0x7ff[\da-f]+ {2}\|.{4}LEDGER_BOOK=main\|\n$/);
    expect(await memory(CHAIN, "2825", "find", "--hex", "4c 45 44 47 45 52 5f", "--count")).toBe("1\n");
    const found = JSON.parse(await memory(CHAIN, "2825", "find", "--regex", "BOOK=[a-z ]+", "--json"));
    expect(found).toEqual([{ address: expect.stringMatching(/^0x7ff/), length: 14, text: expect.any(String) }]);
    const inHeap = await critgenHere(["memory", CHAIN, "2825", "find", "LEDGER_BOOK=", "--in", "heap"]);
    expect(inHeap).toEqual({ code: 1, out: "", err: "" });
  });

  it("prints texts, the environment and the auxiliary vector", async () => {
    expect(await memory(CHAIN, "2825", "strings", "--in", "stack", "--min", "12")).toMatch(
      /^0x7ff[\da-f]+ first argument$/m,
    );
    expect(await memory(CHAIN, "2825", "env")).toBe("PATH=/usr/bin:/bin\nLANG=C\nLEDGER_BOOK=main book\nEMPTY=\n");
    expect(await memory(CHAIN, "2825", "auxv")).toMatch(/^PAGESZ +0x1000$/m);
    const { auxv } = JSON.parse(readFileSync(join(MEMORY, "threads/truth/process.json"), "utf8"));
    const values = JSON.parse(await memory(THREADS, "32621", "auxv", "--json")).map(({ value }: { value: number }) =>
      BigInt(value),
    );
    expect(values).toEqual(
      auxv.filter(([type]: [string]) => type !== "0x0").map(([, value]: [string, string]) => BigInt(value)),
    );
  });

  it("refuses what cannot be read, with the place and the reason", async () => {
    expect(await refused(CHAIN, "2825", "read", "0x10", "4")).toBe(
      "critgen: address 0x10: no area of the process has it\n",
    );
    expect(await refused(CHAIN, "2825", "read", "x")).toMatch(
      /the address must be a number, such as 4096 or 0x1000; found x/,
    );
    expect(await refused(CHAIN, "2825", "read", "0", "0x80000000")).toMatch(/the length must be at most 1073741824/);
    expect(await refused(CHAIN, "2825", "find")).toMatch(/the pattern is missing/);
    expect(await refused(CHAIN, "2825", "find", "--hex", "7g")).toMatch(/--hex needs bytes of two digits/);
    expect(await refused(CHAIN, "2825", "find", "--regex", "(")).toMatch(/Unterminated group/);
    expect(await refused(CHAIN, "2825", "find", "a", "--in", "nowhere")).toMatch(/no area has nowhere in its name/);
    expect(await refused(CHAIN, "7")).toBe("critgen: process 7 has no memory in the checkpoint\n");
    expect(await refused(CHAIN, "2825", "dump")).toMatch(
      /the view must be map, read, find, strings, env, auxv, link-map; found `dump`/,
    );
  });
});

describe("memory link-map", () => {
  const linked = (kind: string): [folder: string, pid: string] => {
    const folder = join(ROOT, "test/fixtures/linked", kind);
    return [folder, /^mm-(\d+)/m.exec(readdirSync(folder).join("\n"))?.[1] ?? ""];
  };

  it("lists the program and its libraries", async () => {
    const lines = (await memory(...linked("i386"), "link-map")).trimEnd().split("\n");
    expect(lines.map((line) => line.replace(/^0x[\da-f]{8} {2}/, ""))).toEqual([
      "/tmp/critgen-linked/program",
      "linux-gate.so.1",
      "/tmp/critgen-linked/libgreet.so",
      "/lib32/libc.so.6",
      "/usr/lib32/ld-linux.so.2",
      "/tmp/critgen-linked/libgreet.so (namespace 1)",
    ]);
    const [program, vdso] = JSON.parse(await memory(...linked("x86_64"), "link-map", "--json"));
    expect(program).toEqual({
      ...{ base: expect.stringMatching(/^0x[\da-f]{12}$/), dynamic: expect.stringMatching(/^0x[\da-f]{12}$/) },
      ...{ name: "", path: "/tmp/critgen-linked/program", namespace: 0 },
    });
    expect(vdso.name).toBe("linux-vdso.so.1");
  });

  it("says that a static program has none", async () => {
    expect(await critgenHere(["memory", ...linked("static"), "link-map"])).toEqual({
      ...{ code: 1, out: "" },
      err: "critgen: the program is static: no dynamic linker has loaded it\n",
    });
  });

  it("and the auxiliary vector are those of a 32-bit program", async () => {
    expect(await memory(...linked("i386"), "auxv")).toMatch(
      /^PAGESZ {13}0x1000\nCLKTCK {13}0x64\nPHDR {15}0x[\da-f]{8}\nPHENT {14}0x20$/m,
    );
  });
});
