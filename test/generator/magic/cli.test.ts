import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { loadModel } from "../../../generator/generate.ts";
import { critgen, ROOT } from "../../support/cli.ts";
import { copyOfSchema, PROJECT_SCHEMA, temporaryFolder } from "../../support/schema.ts";

const model = loadModel(PROJECT_SCHEMA);
const magic = (...args: string[]) => critgen(["magic", ...args]);
const json = (...args: string[]) => {
  const { code, out, err } = magic(...args, "--json");
  expect(err).toBe("");
  return { code, ...(JSON.parse(out) as Record<string, unknown>) };
};

describe("tells all about a magic", () => {
  it.each(["0x50273030", "PSTREE", "PSTREE_MAGIC", "pstree", "Kyiv", "kyiv"])("by %s", (what) => {
    const { code, out, err } = magic(what);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^PSTREE +0x50273030\n/);
    for (const told of [
      "Kyiv, 50°27'N 30°30'E",
      "Ukraine",
      "pstree.img",
      "since v1.0",
      "common, 0x54564319",
      "30 30 27 50",
    ])
      expect(out).toContain(told);
  });

  it("of an alias, as its owner's", () => {
    expect(json("SHMEM_PAGEMAP")).toMatchObject({
      owner: "PAGEMAP",
      images: [{ name: "PAGEMAP" }, { name: "SHMEM_PAGEMAP" }, { name: "PAGES_OLD" }, { name: "SHM_PAGES_OLD" }],
    });
  });

  it("of a head and of a reserved name", () => {
    const withHead = model.images.filter(({ head, magic }) => head === "common" && magic !== undefined);
    expect(json("common")).toMatchObject({ kind: "head", town: "Sarov", before: withHead.length });
    expect(json("KDAT")).toMatchObject({ kind: "reserved", magic: "0x57023458", images: [] });
  });

  it("of every row that has one, by its name and by its number", () => {
    for (const { name, magic: value, alias } of model.images.slice(0, 8)) {
      if (value === undefined) continue;
      expect(json(name)).toMatchObject({ code: 0, magic: `0x${value.toString(16)}`, owner: alias ?? name });
    }
  });
});

it("tells of a number that nobody has, whether it could be taken", () => {
  expect(magic("0x56194400")).toMatchObject({ code: 1, err: "" });
  expect(json("0x56194400")).toMatchObject({ code: 1, owner: null, reasons: [], place: { name: "Nizhniy Novgorod" } });
  expect(magic("0x58313117").out).toMatch(/It is no good magic:\n.*`INVENTORY` are 1 apart/);
});

it.each([
  ["PAGES", "`PAGES` is raw: it has no magic"],
  ["PSTREEE", "nothing in the registry is called `PSTREEE`; did you mean PSTREE?"],
  ["Nyandoma", "`Nyandoma` is the town of CPUINFO (0x61404013) and NS_FILES (0x61394011)"],
])("`magic %s` is answered with one line and 2", (what, line) => {
  expect(magic(what)).toEqual({ code: 2, out: "", err: `critgen: ${line}\n` });
});

describe("suggest", () => {
  it("prints what to paste into a row", () => {
    const { code, out } = magic("suggest", "Nizhny", "Novgorod");
    expect(code).toBe(0);
    expect(out).toContain("Nizhniy Novgorod, Russia");
    const row = /^ {2}(magic: .*)$/m.exec(out)?.[1] ?? "";
    expect(parse(`{ ${row} }`)).toEqual({ magic: 0x56194400, town: "Nizhny Novgorod" });
  });

  it("what it proposes is then in use, and the town too", () => {
    const schema = copyOfSchema();
    const { row } = json("suggest", "Kerch") as unknown as { row: string };
    const keys = `about: New, file: new.img, ${row}, entries: pstree_entry`;
    const table = join(schema, "images.yaml");
    appendFileSync(table, `\n  BRAND_NEW: { ${keys} }\n`);
    expect(json("BRAND_NEW", "--schema", schema)).toMatchObject({ code: 0, owner: "BRAND_NEW", town: "Kerch" });
    expect(json("suggest", "Kerch", "--schema", schema)).toMatchObject({ code: 1, taken: [{ name: "BRAND_NEW" }] });
  });

  it("a town that has a magic is not proposed again; others near are", () => {
    const { code, out, err } = magic("suggest", "Kaliningrad");
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toMatch(
      /^Kaliningrad, Russia .* is the town of IDS \(0x54432030, Konigsberg\) already\.\nFree towns near:\n/,
    );
  });

  it.each([
    [["suggest"], /^critgen: suggest a magic where\?.*critgen magic --help/],
    [["suggest", "Kirov"], /^critgen: several towns are called `Kirov`/],
    [["suggest", "5°S 10°E"], /^critgen: a magic says .* is elsewhere/],
  ])("%j is no place", (args, message) => {
    const { code, out, err } = magic(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
  });
});

it("what the documents show is what is printed", () => {
  const text = readFileSync(join(ROOT, "docs", "magic.md"), "utf8");
  const shown = [...text.matchAll(/^```sh\ncritgen magic ([^\n]*)\n```\n\n```\n(.*?)^```$/gms)];
  expect(shown.length).toBe(2);
  for (const [, args = "", out] of shown) expect(magic(...args.split(" "))).toEqual({ code: 0, out, err: "" });
});

it("a wrong schema is told with its place", () => {
  const schema = temporaryFolder();
  const { code, err } = magic("PSTREE", "--schema", schema);
  expect(code).toBe(2);
  expect(err).toMatch(/^critgen: .*display\.yaml:1:1: .* \(and \d more\)\n$/);
});
