import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { reach } from "../../../generator/config/reach.ts";
import { loadModel } from "../../../generator/generate.ts";
import { PARTS } from "../../../generator/model/config.ts";
import { withManifest } from "../../../generator/package.ts";
import { renderProject } from "../../../generator/project/render.ts";
import type { RenderMap } from "../../../generator/render/render.ts";
import { verify } from "../../../generator/targets/typescript/verify/verify.ts";
import { copyOfSchema, PROJECT_SCHEMA, projectOf, row, table, tinySchema } from "../../support/schema.ts";

const IMAGES = ["PAGEMAP", "PSTREE"];

async function render(schema: string, changes: Parameters<typeof projectOf>[0] = {}): Promise<RenderMap> {
  const { sources, snapshot } = await renderProject(projectOf({ schema, images: IMAGES, out: "none", ...changes }));
  return withManifest(sources, snapshot);
}

const edit = (file: string, from: string | RegExp, to: string): void => {
  const text = readFileSync(file, "utf8");
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
};

let before: RenderMap;
beforeAll(async () => {
  before = await render(PROJECT_SCHEMA);
});

describe("a package of two images", () => {
  it("is the same for any release of the schema if its reachable rows and messages are equal", async () => {
    const schema = copyOfSchema();
    edit(join(schema, "images.yaml"), /^criu: .*$/m, "criu: v99.0");
    expect(await render(schema)).toEqual(before);
  });

  it("contains their modules, their messages, and the required modules of the runtime", async () => {
    const files = [...(await render(PROJECT_SCHEMA, { parts: ["codec"] })).keys()];
    const of = (folder: string): string[] => files.filter((path) => path.startsWith(`src/${folder}/`));
    expect(of("images")).toEqual(["src/images/pagemap.ts", "src/images/pstree.ts"]);
    expect(of("messages").map((path) => path.slice(13))).toEqual([
      "pagemap-entry.ts",
      "pagemap-head.ts",
      "pstree-entry.ts",
    ]);
    expect(of("enums")).toEqual([]);
    expect(
      files.filter((path) => /json|layout|node|columns|runs|maps|enums|canonical/.test(path) && path.endsWith(".ts")),
    ).toEqual([]);
  });

  it("contains the messages of maps", async () => {
    const schema = copyOfSchema();
    edit(
      join(schema, "messages/pstree.proto"),
      /^message pstree_entry \{$/m,
      "message thing {}\n$&\n map<string, thing> things = 99;",
    );
    expect([...(await render(schema)).keys()]).toContain("src/messages/thing.ts");
    expect([...before.keys()]).not.toContain("src/messages/thing.ts");
  });

  it("contains the modules of its parts, and no unused module of the runtime", () => {
    const files = [...before.keys()];
    for (const path of [
      "json.ts",
      "layouts/images.ts",
      "node.ts",
      "columns/pagemap.ts",
      "runtime/json/parse/image.ts",
    ]) {
      expect(files).toContain(`src/${path}`);
    }
    expect(files).not.toContain("src/runtime/wire/maps.ts");
  });

  it.each(PARTS.map((part) => ({ part })))("compiles with the part $part", async ({ part }) => {
    expect(verify(await render(PROJECT_SCHEMA, { parts: part === "codec" ? [part] : ["codec", part] }))).toEqual([]);
  });

  it("keeps every byte if only unreachable rows, messages and names change", async () => {
    const schema = copyOfSchema();
    edit(join(schema, "images.yaml"), /about: "[^"]*"(?=[^}]*entries: mm_entry)/, 'about: "Otherwise"');
    edit(join(schema, "images.yaml"), "KDAT:", "OTHER:");
    edit(join(schema, "messages/mm.proto"), "}", "  optional uint32 fresh = 999;\n}");
    edit(join(schema, "messages/core.proto"), /^enum (\w+) \{/m, "enum $1 {\n  FRESH_VALUE = 12345;");
    edit(join(schema, "display.yaml"), "PROT_READ:  ", "PROT_GAZE:  ");
    appendFileSync(join(schema, "images.yaml"), "  FRESH: { about: A thing, file: fresh.img, raw: true }\n");
    expect([...(await render(schema))]).toEqual([...before]);
  });

  it("changes if a reachable message changes", async () => {
    const schema = copyOfSchema();
    edit(join(schema, "messages/pagemap.proto"), "optional uint64 nr_pages        = 5", "optional uint64 nr_pages = 6");
    const after = await render(schema);
    const changed = [...before.keys()].filter((path) => before.get(path) !== after.get(path));
    expect(changed).toContain("src/messages/pagemap-entry.ts");
    expect(changed).not.toContain("src/messages/pstree-entry.ts");
    expect(after.get("package.json")).not.toBe(before.get("package.json")); // The header has the schema's fingerprint.
  });
});

it("a package contains everything that an image reaches through lists, maps and extras, and nothing else", () => {
  const model = loadModel(PROJECT_SCHEMA);
  const all = new Map(model.messages.map((message) => [message.name, message]));
  /** Returns the names of all messages and enums that a message reaches, including itself. */
  const closure = (name: string, found = new Set<string>()): Set<string> => {
    if (found.has(name)) return found;
    found.add(name);
    for (const { type } of all.get(name)?.fields ?? []) {
      const inner = type.kind === "map" ? type.value : type;
      if (inner.kind === "message" || inner.kind === "enum") closure(inner.name, found);
    }
    return found;
  };
  const named = ({ messages, enums }: Pick<typeof model, "messages" | "enums">): string[] =>
    [...messages, ...enums].map(({ name }) => name).sort();
  const everything = new Set<string>();
  for (const image of model.images) {
    // The key `message` names every message of a row, at any depth.
    const roots = [...JSON.stringify(image.layout).matchAll(/"message":"([^"]+)"/g)].map(([, name = ""]) => name);
    const expected = new Set(roots.flatMap((root) => [...closure(root)]));
    expect([image.name, named(reach(model, ({ name }) => name === image.name))]).toEqual([
      image.name,
      [...expected].sort(),
    ]);
    for (const name of expected) everything.add(name);
  }
  expect(everything.size).toBeGreaterThan(100);
  expect(named(reach(model, () => true))).toEqual([...everything].sort());
});

it("every generated file names critgen's version, and none contains a local path", async () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const extend = ["./test/fixtures/fork"];
  const files = await render(PROJECT_SCHEMA, { extend, images: ["ACME_GPU"] });
  for (const [path, text] of files) {
    expect([path, text.includes("fixtures")]).toEqual([path, false]);
    if (/\.(ts|md)$|package\.json|tsconfig/.test(path)) expect([path, text.includes(version)]).toEqual([path, true]);
  }
  expect(files.get("src/messages/acme-gpu-entry.ts")).toMatch(
    /^\/\/ Generated by critgen .* from messages\/acme\.proto \([0-9a-f]{12}\)\. /,
  );
});

it("placing fields are those of the chosen images, and those that place nothing", () => {
  const places =
    "places: { base_entry.version: none, note.a: BASE, note.b: [BASE, NOTE], note.c: NOTE, note.d: none }\n";
  const images = table(row("NOTE", "magic: 5, entries: note"), row("MORE", "magic: 6, entries: note"));
  const note =
    'syntax = "proto2";\nmessage note { optional uint32 a = 1; optional uint32 b = 2; optional uint32 c = 3; optional uint32 d = 4; }\n';
  const schema = tinySchema({ images: images.replace("images:", `${places}images:`), protos: { "note.proto": note } });
  const of = (name: string) => reach(loadModel(schema), (image) => image.name === name).places;
  const said = (name: string) => of(name).map(({ path, images: placed }) => [path, placed]);
  expect(said("NOTE")).toEqual([
    ["note.b", ["NOTE"]],
    ["note.c", ["NOTE"]],
    ["note.d", []],
  ]);
  expect(said("MORE")).toEqual([["note.d", []]]);
  expect(said("BASE")).toEqual([["base_entry.version", []]]);
});
