import { unzipSync } from "fflate";
import { expect, it } from "vitest";
import { pageCompiler } from "./page-compiler.ts";

it("the page proposes a free magic for a town, with its place on the map", async () => {
  const compiler = pageCompiler();
  await compiler.ask("start", { name: "critgen" });
  const { free, others, reasons } = await compiler.ask("suggest", { text: "Nizhny Novgorod" });
  expect(free).toMatchObject({ town: "Nizhniy Novgorod", magic: "0x56194400" });
  expect([others, reasons]).toEqual([[], []]);
  const map = await compiler.ask("map", undefined);
  expect(map.outlines.map(({ class: name }) => name).sort()).toEqual(["lakes", "land", "rivers"]);
  expect(map.points.some(({ name }) => name === "Sarov: common head")).toBe(true);
  const taken = await compiler.ask("suggest", { text: "Sarov" });
  expect(taken.free).toBeUndefined();
  expect(taken.reasons).toEqual(["common has the town with 0x54564319"]);
  expect(taken.others.length).toBeGreaterThan(0);
  await expect(compiler.ask("suggest", { text: "Atlantis" })).rejects.toThrow("Atlantis");
});

it("the page packs the schema and its packages as zip", async () => {
  const compiler = pageCompiler();
  const texts = await compiler.ask("start", { name: "image" });
  const schema = unzipSync((await compiler.ask("zip", { language: undefined })) ?? new Uint8Array());
  expect(Object.keys(schema)).toEqual(texts.map(([path]) => `schema/${path}`));
  const files = unzipSync((await compiler.ask("zip", { language: "go" })) ?? new Uint8Array());
  expect(new TextDecoder().decode(files["criu-images/go.mod"])).toContain("module example.org/criuimages");
  await compiler.ask("edit", { path: "images.yaml", text: "" });
  expect(await compiler.ask("zip", { language: "go" })).toBeUndefined();
});

it("completes and describes as the language server does", async () => {
  const compiler = pageCompiler();
  const texts = new Map(await compiler.ask("start", { name: "image" }));
  const path = "images.yaml";
  const text = texts.get(path) ?? "";
  const hover = await compiler.ask("hover", { path, offset: text.indexOf("tag_entry") + 2 });
  expect(JSON.stringify(hover)).toContain("Labels of one process.");
  const offset = text.indexOf("entries: ") + "entries: ".length;
  expect((await compiler.ask("complete", { path, offset })).map(({ label }) => label)).toContain("tag_entry");
});
