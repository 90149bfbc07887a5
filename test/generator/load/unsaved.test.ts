import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadProjects } from "../../../generator/config/load.ts";
import { DiskFiles } from "../../../generator/load/disk.ts";
import { loadSchema } from "../../../generator/load/load.ts";
import { proto, row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

/** Loads a schema with unsaved texts over it, by path below its folder. */
function loadWith(schema: string, texts: Readonly<Record<string, string>>) {
  const unsaved = new Map(Object.entries(texts).map(([path, text]) => [join(schema, path), text]));
  return loadSchema(schema, [], new DiskFiles(unsaved));
}

describe("unsaved texts", () => {
  it("take precedence over the files on the disk", () => {
    const schema = tinySchema();
    const { model, problems } = loadWith(schema, {
      "images.yaml": table(row("OTHER", "magic: 0x22222222, entries: base_entry")),
      "messages/base.proto": proto("message base_entry {\n  required uint32 version = 1;\n  optional bool on = 2;\n}"),
    });
    expect(problems).toEqual([]);
    expect(model.images.map(({ name }) => name)).toEqual(["BASE", "OTHER"]);
    expect(model.messages[0]?.fields.map(({ name }) => name)).toEqual(["version", "on"]);
  });

  it("are files of the schema even if the disk has none of them", () => {
    const schema = tinySchema();
    const { model } = loadWith(schema, { "messages/sub/more.proto": proto("message more {}") });
    expect(model.messages.map(({ name }) => name)).toEqual(["base_entry", "more"]);
    const fresh = temporaryFolder();
    expect(loadWith(fresh, { "messages/more.proto": proto("message more {}") }).model.messages).toHaveLength(1);
  });

  it("report their problems, and duplicate keys again after another file of their name", () => {
    const schema = tinySchema();
    const twice = { "display.yaml": "flags: {}\ndicts: {}\nflags: {}\n" };
    const codes = (): string[] => loadWith(schema, twice).problems.map(({ code }) => code);
    expect(codes()).toEqual(["duplicate-key"]);
    expect(loadWith(schema, {}).problems).toEqual([]);
    expect(codes()).toEqual(["duplicate-key"]);
  });

  it("stand for critgen.yaml too, and no module of a target is loaded for its problems alone", async () => {
    const folder = temporaryFolder();
    const config = join(folder, "critgen.yaml");
    const read = (text: string) =>
      loadProjects({ config, files: new DiskFiles(new Map([[config, text]])), ownTargets: true });
    expect((await read("target: ./missing.mjs\nname: x\n"))[0]).toMatchObject({ name: "x" });
    await expect(read("license: WTF\n")).rejects.toMatchObject({ problems: [{ code: "bad-value" }] });
    await expect(loadProjects({ config: join(folder, "other.yaml") })).rejects.toThrow();
  });
});
