import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { rowText } from "../../../cli/magic/text.ts";
import { critgenHere, ROOT } from "../../support/here.ts";
import { copyOfSchema, temporaryFolder } from "../../support/schema.ts";

const magic = (...args: string[]) => critgenHere(["magic", ...args]);
const json = async (...args: string[]) => {
  const { code, out, err } = await magic(...args, "--json");
  expect(err).toBe("");
  return { code, ...(JSON.parse(out) as Record<string, unknown>) };
};

it("the examples in docs/magic.md print the shown output", async () => {
  const text = readFileSync(join(ROOT, "docs", "magic.md"), "utf8");
  const shown = [...text.matchAll(/^```sh\nnpx critgen magic ([^\n]*)\n```\n\n```\n(.*?)^```$/gms)];
  expect(shown.length).toBe(2);
  for (const [, args = "", out] of shown) expect(await magic(...args.split(" "))).toEqual({ code: 0, out, err: "" });
});

it("critgen magic reports whether an unused magic is available, and exits with 1", async () => {
  const { code, out, err } = await magic("0x58313117");
  expect({ code, err }).toEqual({ code: 1, err: "" });
  expect(out).toMatch(
    /^0x58313117 is in no row: .*Velikiy Novgorod.*\nThe audit objects to it:\n.*`INVENTORY` are 1 apart/,
  );
});

it("a proposed magic and its town are taken once a row has them", async () => {
  const schema = copyOfSchema();
  const { row } = (await json("suggest", "Kerch")) as unknown as { row: string };
  const keys = `about: New, file: new.img, ${row}, entries: pstree_entry`;
  appendFileSync(join(schema, "images.yaml"), `\n  BRAND_NEW: { ${keys} }\n`);
  expect(await json("BRAND_NEW", "--schema", schema)).toMatchObject({ code: 0, owner: "BRAND_NEW", town: "Kerch" });
  const again = await json("suggest", "Kerch", "--schema", schema);
  expect(again).toMatchObject({ code: 1, magic: null, taken: [{ name: "BRAND_NEW" }] });
  expect(again).toHaveProperty("free.0.name");
  expect(again).toHaveProperty("free.0.magic", expect.stringMatching(/^0x\d{8}$/));
});

it("JSON includes the nearest town if the digits are coordinates", async () => {
  const near = await json("0x58313117");
  const place = { name: "Velikiy Novgorod", km: expect.any(Number) };
  expect(near).toMatchObject({ code: 1, magic: "0x58313117", coordinates: "58°31'N 31°17'E", owner: null, place });
  expect(String((near as unknown as { place: { km: number } }).place.km)).toMatch(/^\d(\.\d)?$/);
  const head = { name: "common", magic: "0x54564319" };
  expect(await json("PSTREE")).toMatchObject({ code: 0, magic: "0x50273030", bytes: "30302750", kind: "image", head });
  expect(await json("INVENTORY")).not.toHaveProperty("head");
  const odd = await json("0xABCDEF01");
  expect(odd).toMatchObject({ code: 1, owner: null });
  expect(odd).not.toHaveProperty("place");
  expect((await magic("0xABCDEF01")).out).toMatch(/^0xabcdef01 is in no row\.\nThe audit objects to it:/i);
});

it("critgen magic suggest never proposes 0, the magic of raw images", async () => {
  expect(await magic("0x00000000")).toMatchObject({
    code: 1,
    out: expect.stringMatching(/objects to it:\n.*magic 0,/),
  });
  const { code, ...found } = await json("suggest", "0,0");
  expect(code).toBe(0);
  expect(found).not.toHaveProperty("magic", "0x00000000");
});

it("critgen magic suggest proposes a magic in an uninhabited region, and beside a taken position", async () => {
  expect((await magic("suggest", "88,10")).out).toBe(`no town is near: 88°00'N 10°00'E\n\n  magic: 0x88001000\n`);
  expect(await json("suggest", "88,10")).toMatchObject({ code: 0, magic: "0x88001000" });
  const { code, out } = await magic("suggest", "Kerch");
  expect({ code, out }).toEqual({
    code: 0,
    out: expect.stringMatching(/^Kerch, \S.*\n\n {2}magic: 0x\w{8}, town: Kerch\n$/),
  });
  const taken = await magic("suggest", "Velikiy Novgorod");
  expect(taken).toMatchObject({
    code: 1,
    out: expect.stringMatching(/ is already the town of INVENTORY .*\.\nFree towns near:\n/),
  });
});

it("critgen magic names an invalid schema by its relative path", async () => {
  const cwd = temporaryFolder();
  const [here, below] = [
    ["--schema", "."],
    ["--schema", "sub"],
  ];
  expect((await critgenHere(["magic", "PSTREE", ...here], { cwd })).err).toMatch(/^critgen: (\.: )?images\.yaml:1:1: /);
  expect((await critgenHere(["magic", "PSTREE", ...below], { cwd })).err).toMatch(
    /^critgen: .*sub.*there is no such folder\n$/,
  );
});

describe("critgen magic exits with 2", () => {
  it.each([
    [["suggest"], /^critgen: suggest needs a place.*`critgen magic --help`/],
    [["suggest", "Kirov"], /^critgen: several towns have the name `Kirov`/],
    [["PSTREEE"], /^critgen: nothing in the registry is called `PSTREEE`; did you mean PSTREE\?\n$/],
    [
      ["PSTREE", "--schema", temporaryFolder((remove) => remove())],
      /^critgen: .*\.yaml:1:1: there is no such folder\n$/,
    ],
  ])("for %j", async (args, message) => {
    const { code, out, err } = await magic(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
  });
});

it.each([
  "Nizhniy Novgorod",
  "St. Petersburg",
  "Svetlogorsk (Rauschen)",
  "a, b",
  "x: y",
  "# }",
  "true",
  '"',
  "1",
  "Ürümqi",
])("a town %j survives in a row of YAML", (name) => {
  const place = { name, lat: 56.32, lon: 44, country: "RU", population: 0 };
  expect(parse(`{ ${rowText(0x56194400, place)} }`)).toEqual({ magic: 0x56194400, town: name });
});

it.each([
  ["Nizhny Novgorod", "Nizhniy Novgorod"],
  ["Kerrch", "Kerch"],
  ["Жуковский, RU", "Zhukovskiy"],
])("the row for %s has the gazetteer's spelling of the town: %s", async (text, town) => {
  expect(await json("suggest", ...text.split(" "))).toMatchObject({
    code: 0,
    town,
    row: expect.stringContaining(town),
  });
});

it("critgen magic suggest refuses a town if another magic has a town of its name", async () => {
  const { code, out } = await magic("suggest", "54.079,34.307");
  expect({ code, out }).toEqual({
    code: 1,
    out: expect.stringMatching(/^Kirov, Russia .* shares its name with the town of FIFO .*\.\nFree/),
  });
});

it("a refusal explains why no magic near a position is available, and proposes others", async () => {
  const { code, out } = await magic("suggest", "50.76665,75.81665");
  expect(code).toBe(1);
  expect(out.split("\n").slice(0, 2)).toEqual([
    "The audit objects to every magic within 10 km of there:",
    expect.stringMatching(/^ {2}\d+ by known-signature, for example: .* like a text that begins with `[A-Za-z]{4}`$/),
  ]);
  expect(out).toMatch(/\n(Free towns near:\n {2}0x\d{8} {2}|No free town)/);
  expect(await json("suggest", "50.76665,75.81665")).toMatchObject({
    code: 1,
    magic: null,
    reasons: [{ rule: "known-signature", numbers: expect.any(Number), example: expect.any(String) }],
  });
});
