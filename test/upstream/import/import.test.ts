import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { generate, loadModel } from "../../../generator/generate.ts";
import { type Format, formatOfModel } from "../../../generator/model/format/format.ts";
import type { Image } from "../../../generator/model/model.ts";
import { compareReleases } from "../../../generator/model/releases.ts";
import { compare } from "../../../registry/against/compare.ts";
import { readCriu } from "../../../registry/against/criu.ts";
import { formatOfTree, readCriuTree } from "../../../upstream/criu/tree.ts";
import { diffFormats } from "../../../upstream/diff/diff.ts";
import { type Import, planImport } from "../../../upstream/import/import.ts";
import { firstDifference } from "../../../upstream/import/summary.ts";
import { readTexts, writeTexts } from "../../../upstream/import/texts.ts";
import { afterAllTests, PROJECT_SCHEMA, temporaryFolder } from "../../support/schema.ts";
import { changedFile, changedTree, repository, treeFolder } from "../criu/trees.ts";

const cleanup = afterAllTests();

function bring(schema: string, dir: string, rev?: string): Import {
  const plan = planImport(schema, readCriuTree(dir, rev));
  writeTexts(schema, plan.before, plan.after);
  return plan;
}

const IMPORTED = new Map<string, string>();

/** Returns a schema after imports of these trees: a copy of the first such result. */
function schemaOf(...trees: readonly ("old" | "new")[]): string {
  const schema = join(temporaryFolder(), "schema");
  const known = IMPORTED.get(trees.join());
  if (known !== undefined) cpSync(known, schema, { recursive: true });
  else for (const tree of trees) bring(schema, treeFolder(tree));
  if (known === undefined) IMPORTED.set(trees.join(), copyOf(schema));
  return schema;
}

function copyOf(schema: string): string {
  const copy = join(temporaryFolder(cleanup), "schema");
  cpSync(schema, copy, { recursive: true });
  return copy;
}

function edit(schema: string, file: string, change: (text: string) => string): string {
  const text = change(readFileSync(join(schema, file), "utf8"));
  writeFileSync(join(schema, file), text);
  return text;
}

function textOf(schema: string, file: string): string {
  return readFileSync(join(schema, file), "utf8");
}

/** Returns the findings of `critgen audit --against`, except for towns. */
function differencesOf(schema: string, dir: string): string[] {
  const tree = readCriu(dir);
  if (tree === undefined) throw new Error(`${dir} is no tree`);
  const { disagreements } = compare(loadModel(schema), tree);
  return disagreements
    .filter(({ event }) => event !== "town")
    .map(({ which, what, name }) => `${which}: ${what} ${name}`);
}

function imageOf(schema: string, name: string): Image | undefined {
  return loadModel(schema).images.find((image) => image.name === name);
}

describe("an import into an empty folder", () => {
  it.each(["old", "new"] as const)("makes a schema of the %s tree that compiles", (name) => {
    const schema = schemaOf(name);
    expect(firstDifference(formatOfModel(loadModel(schema)), formatOfTree(readCriuTree(treeFolder(name))))).toBe(
      undefined,
    );
    expect(generate(schema).size).toBeGreaterThan(30);
  });

  it("uses the built-in schema's knowledge of the tree's images", () => {
    const old = imageOf(schemaOf("old"), "GHOST_FILE")?.layout;
    expect([old?.first?.message, old?.entries, old?.extra, old?.rest?.when]).toEqual([
      "ghost_file_entry",
      undefined,
      undefined,
      undefined,
    ]);
    const { layout, about } = imageOf(schemaOf("new"), "GHOST_FILE") ?? {};
    expect(about).toMatch(/deleted/);
    expect([layout?.entries?.message, layout?.entries?.when, layout?.rest?.when]).toEqual([
      "ghost_chunk_entry",
      { field: "chunks", is: true },
      { field: "chunks", is: false },
    ]);
  });

  it("marks guessed layouts for review, and no others", () => {
    const schema = schemaOf("new");
    const reviews = loadModel(schema).images.filter(({ review }) => review);
    expect(reviews.map(({ name, layout }) => [name, layout.entries?.message])).toEqual([
      ["WHEELS", "wheel_entry"],
      ["SPARE_WHEELS", undefined],
      ["LADDER", "ladder_entry"],
    ]);
    expect(imageOf(schema, "SPARE_WHEELS")).toMatchObject({ alias: "WHEELS", layout: { rest: {} } });
  });

  it("omits comments about later releases and about names that the tree lacks", () => {
    const protos = [...readTexts(schemaOf("old"))].filter(([file]) => file.endsWith(".proto"));
    const comments = protos.flatMap(([, text]) => text.match(/\/\/.*|\/\*[\s\S]*?\*\//g) ?? []).join("\n");
    const releases = comments.match(/\bv\d+(?:\.\d+)+/g) ?? [];
    expect(releases.filter((release) => compareReleases(release, "v1.4") > 0)).toEqual([]);
    expect(comments).not.toMatch(/PE_PRESENT|compat_nr_pages/);
    expect(comments).toContain("Address of the first page");
  });

  it("keeps the history up to the tree's release", () => {
    const releases = loadModel(schemaOf("old")).history.releases.map(({ name }) => name);
    expect(releases.at(-1)).toBe("v1.4");
  });
});

describe("an import into a schema", () => {
  it("changes nothing if the tree is the same", () => {
    const schema = schemaOf("new");
    const { before, after, counts } = planImport(schema, readCriuTree(treeFolder("new")));
    expect(after).toEqual(before);
    expect(counts.flatMap(({ added, changed, removed }) => [...added, ...changed, ...removed])).toEqual([]);
  });

  it("has the same result after an import of an older release", () => {
    const direct = schemaOf("new");
    const model = loadModel(schemaOf("old", "new"));
    expect(firstDifference(formatOfModel(model), formatOfModel(loadModel(direct)))).toBe(undefined);
    const ghost = model.images.find(({ name }) => name === "GHOST_FILE");
    expect(ghost?.layout.entries?.when).toEqual({ field: "chunks", is: true });
  });

  it("lists additions, changes and removals", () => {
    const schema = schemaOf("old");
    const { counts } = bring(schema, treeFolder("new"));
    const images = counts.find(({ what }) => what === "images");
    expect(images?.added).toEqual(["ROUTE", "SPARE_WHEELS", "LADDER", "ATTIC"]);
    expect(images?.removed).toEqual(["FILE_LOCKS_PID"]);
    expect(images?.changed).toContain("FDINFO");
    const fields = counts.find(({ what }) => what === "fields");
    expect(fields?.changed).toEqual(["pagemap_entry.nr_pages"]);
    expect(fields?.removed).toEqual(["wheel_entry.old_spokes", "wheel_entry.tyre"]);
  });

  it("keeps manual comments, order and layouts", () => {
    const schema = schemaOf("old");
    const row =
      "  WHEELS: # of mine\n    about: Wheels # all\n    file: wheels-%d.img\n    magic: 0x51364532\n    entries: wheel_entry\n    extra: bytes(old_spokes)\n";
    edit(schema, "images.yaml", (text) => {
      const rows = text.replace(/ {2}WHEELS:[\s\S]*?\}\n/, "");
      return rows.replace("  PSTREE: ", `  # First of all\n${row}\n  PSTREE: `);
    });
    edit(schema, "messages/wheel.proto", (text) =>
      text.replace("  required uint32     old_spokes", "  // How many there are\n  required uint32     old_spokes"),
    );
    edit(schema, "display.yaml", (text) => text.replace("PROT_READ:", "PROT_READ: # of mine\n     "));
    bring(schema, treeFolder("new"));
    const renamed = row.replace("wheels-%d", "wheels-%u").replace("old_spokes", "spokes");
    expect(textOf(schema, "images.yaml")).toContain(`  # First of all\n${renamed}\n  PSTREE: `);
    expect(textOf(schema, "messages/wheel.proto")).toContain("  // How many there are\n  required uint32     spokes ");
    expect(textOf(schema, "display.yaml")).toContain("# of mine");
  });

  it("uses new names of fields in layouts, and diff reports one rename for each", () => {
    const schema = schemaOf("new");
    edit(schema, "images.yaml", (text) =>
      text
        .replace(/ review: true,(?=\n *file: ladder\.img)/, "")
        .replace(
          "entries: ladder_entry",
          "entries: ladder_entry, extra: [{ steps: bytes(bytes) }, { rest: u32(bytes) pad 8 }]",
        ),
    );
    const before = formatOfModel(loadModel(schema));
    const table = textOf(schema, "images.yaml");
    const rename = (file: string, from: RegExp, to: string, tree: string): string =>
      changedFile(tree, file, (text) => text.replace(from, to));
    const first = changedTree("images/ladder.proto", (text) => text.replace("uint32 bytes", "uint32 octets"));
    const second = rename("images/inventory.proto", /img_version/, "format", first);
    bring(schema, rename("images/ghost-file.proto", /bool\t\tchunks/, "bool pieces", second));
    expect(textOf(schema, "images.yaml")).toBe(
      table
        .replace(/\(bytes\)/g, "(octets)")
        .replace("version: img_version", "version: format")
        .replace("if chunks", "if pieces")
        .replace("unless chunks", "unless pieces"),
    );
    const changes = diffFormats(before, formatOfModel(loadModel(schema)));
    expect(changes.map(({ difference: { kind, group, name } }) => `${kind} ${group}.${name}`)).toEqual([
      "renamed ghost_file_entry.pieces",
      "renamed inventory_entry.format",
      "renamed ladder_entry.octets",
    ]);
  });

  it("follows a renamed message, and keeps its comments", () => {
    const schema = schemaOf("new");
    edit(schema, "messages/pstree.proto", (text) => text.replace("message", "// Mine\nmessage"));
    bring(
      schema,
      changedTree("images/pstree.proto", (text) => text.replace("pstree_entry", "process_entry")),
    );
    expect(imageOf(schema, "PSTREE")?.layout.entries?.message).toBe("process_entry");
    expect(textOf(schema, "messages/pstree.proto")).toContain("// Mine\nmessage process_entry {");
  });

  it("marks a layout for review if the name of its field now belongs to another", () => {
    const schema = schemaOf("old");
    edit(schema, "images.yaml", (text) => text.replace(/entries: pagemap_entry(?= })/, "$&, extra: bytes(nr_pages)"));
    bring(schema, treeFolder("new"));
    expect(imageOf(schema, "PAGEMAP")).toMatchObject({
      review: true,
      layout: { extra: { part: { length: "nr_pages" } } },
    });
  });

  it("keeps a manual layout if all of its names exist", () => {
    const schema = schemaOf("new");
    edit(schema, "images.yaml", (text) =>
      text
        .replace(/ review: true,(?=\n *file: ladder\.img)/, "")
        .replace("entries: ladder_entry", "entries: ladder_entry, extra: bytes(bytes)"),
    );
    const tree = changedTree("criu/image-desc.c", (text) => text.replace('"ladder"', '"ladders"'));
    bring(schema, tree);
    expect(imageOf(schema, "LADDER")).toMatchObject({ file: "ladders.img", layout: { extra: { kind: "one" } } });
    expect(imageOf(schema, "LADDER")).not.toHaveProperty("review");
  });

  it("lists names of the enum without a row, if there are some", () => {
    const schema = schemaOf("new");
    const before = textOf(schema, "images.yaml");
    const more = changedTree("criu/include/image-desc.h", (text) =>
      text.replace("CR_FD_STATS,", "$& CR_FD_B, CR_FD_A,"),
    );
    bring(schema, more);
    expect(loadModel(schema).rowless.map(({ name }) => name)).toEqual(["B", "A"]);
    expect(textOf(schema, "images.yaml").split("\n").length - before.split("\n").length).toBeLessThanOrEqual(1);
    bring(schema, treeFolder("new"));
    expect(loadModel(schema).rowless).toEqual([]);
  });

  it("changes only the differing keys of a row, in its style", () => {
    const schema = schemaOf("new");
    const before = textOf(schema, "images.yaml");
    bring(
      schema,
      changedTree("criu/image-desc.c", (text) => text.replace('"pstree"', '"tree"')),
    );
    expect(textOf(schema, "images.yaml")).toBe(before.replace("pstree.img, ", "tree.img,   "));
  });

  it("takes over the magics of heads, of reserved names, and of images that share one or no longer do", () => {
    const schema = schemaOf("new");
    const magics = (...changes: readonly [RegExp, string][]): string =>
      changedTree("criu/include/magic.h", (text) => changes.reduce((all, [from, to]) => all.replace(from, to), text));
    bring(
      schema,
      magics(
        [/0x54564319/, "0x54564320"],
        [/0x53151907/, "0x53151908"],
        [/0x57023458.*/, "0x57023459"],
        [/0x52203503U/, "RAW_IMAGE_MAGIC"],
        [/(FILE_LOCKS_MAGIC\s+)\w+/, "$1PSTREE_MAGIC"],
      ),
    );
    const changed = loadModel(schema);
    expect(changed.heads["common"]?.value).toBe(0x54564320);
    expect(changed.reserved.map(({ name, value }) => [name, value])).toEqual([
      ["KDAT", 0x57023459],
      ["CELLAR", 0x53151908],
    ]);
    expect(imageOf(schema, "LADDER")).not.toHaveProperty("magic");
    expect(imageOf(schema, "FILE_LOCKS")).toMatchObject({ alias: "PSTREE" });
    bring(schema, magics([/#define KDAT.*\n/, ""], [/(PAGES_MAGIC\s+)\w+/, "$10x51515151"]));
    const back = loadModel(schema);
    expect(back.reserved.map(({ name }) => name)).toEqual(["CELLAR"]);
    expect(imageOf(schema, "PAGES")?.magic).toBe(0x51515151);
    expect(imageOf(schema, "LADDER")?.magic).toBe(0x52203503);
    expect(imageOf(schema, "FILE_LOCKS")?.magic).toBe(0x54323616);
  });

  it("puts a known row at the top if it is the first, and fills an empty table", () => {
    const schema = schemaOf("new");
    edit(schema, "images.yaml", (text) => {
      const withoutPlaces = text.replace(/^places:\n(?: .*\n|\n)*/m, "");
      return `${withoutPlaces.slice(0, withoutPlaces.search(/^images:/m))}images: {}\n`;
    });
    rmSync(join(schema, "relations.yaml"));
    bring(schema, treeFolder("new"));
    expect(firstDifference(formatOfModel(loadModel(schema)), formatOfTree(readCriuTree(treeFolder("new"))))).toBe(
      undefined,
    );
    const names = loadModel(schema).images.map(({ name }) => name);
    edit(schema, "images.yaml", (text) => text.replace(/^ {2}INVENTORY:[\s\S]*?\}\n/m, ""));
    bring(schema, treeFolder("new"));
    expect(loadModel(schema).images.map(({ name }) => name)).toEqual(names);
  });

  it("refuses an invalid schema, and writes nothing", () => {
    const schema = schemaOf("old");
    edit(schema, "images.yaml", (text) => text.replace("entries: pstree_entry", "entries: pstry_entry"));
    const before = readTexts(schema);
    expect(() => bring(schema, treeFolder("new"))).toThrow(
      /the schema has a problem already: images\.yaml:\d+:\d+: .*pstry_entry/,
    );
    expect(readTexts(schema)).toEqual(before);
  });

  it("keeps additions to CRIU: rows, numbers, messages, and their display names", () => {
    const schema = schemaOf("old");
    const tags =
      "  ACME_TAGS: { about: Tags, file: acme-tags.img, magic: 0x10203040, town: Nowhere, entries: acme_tags }\n";
    edit(schema, "images.yaml", (text) =>
      text
        .replace("  PSTREE: ", `${tags}  PSTREE: `)
        .replace(/^reserved:.*/m, "reserved:\n  ACME: { magic: 0x10203041, town: Nowhere, about: Mine }"),
    );
    const proto =
      'syntax = "proto2";\n\nimport "opts.proto";\n\nmessage acme_tags {\n  optional uint32 bits = 1 [(criu).flags = "acme.bits"];\n}\n';
    writeFileSync(join(schema, "messages/acme.proto"), proto);
    edit(schema, "display.yaml", (text) => text.replace(/^flags:\n/m, "$&  acme.bits:\n    RED: 0x1\n"));
    const { notes } = bring(schema, treeFolder("new"));
    expect(notes).toContainEqual(
      "the source does not have rows ACME_TAGS; numbers ACME; messages acme_tags, and no known release of CRIU did: they stay",
    );
    expect(textOf(schema, "images.yaml")).toContain(tags);
    expect(textOf(schema, "messages/acme.proto")).toBe(proto);
    expect(imageOf(schema, "FILE_LOCKS_PID")).toBe(undefined);
    expect(imageOf(schema, "ACME_TAGS")?.layout.entries?.message).toBe("acme_tags");
  });

  it("keeps the style of line endings", () => {
    const schema = schemaOf("old");
    const files = [...readTexts(schema).keys()];
    for (const file of files) edit(schema, file, (text) => text.replaceAll("\n", "\r\n"));
    const { after } = bring(schema, treeFolder("new"));
    expect(after.size).toBeGreaterThan(files.length);
    const mixed = [...after].filter(([, text]) => /[^\r]\n/.test(text)).map(([file]) => file);
    expect(mixed).toEqual([]);
    expect(planImport(schema, readCriuTree(treeFolder("new"))).after).toEqual(after);
  });

  it("refuses a tree that lacks the message of an image", () => {
    const schema = schemaOf("old");
    const tree = changedTree("images/pagemap.proto", (text) => text.replace(/message pagemap_entry[\s\S]*/, ""));
    expect(() => bring(schema, tree)).toThrow(
      "criu/image-desc.c:23: CR_FD_PAGEMAP consists of pagemap_entry, and no file declares that message: ",
    );
  });

  it("refuses an incomplete schema", () => {
    const schema = schemaOf("old");
    rmSync(join(schema, "images.yaml"));
    expect(() => bring(schema, treeFolder("new"))).toThrow("the schema has a problem already: images.yaml:1");
    expect(existsSync(join(schema, "images.yaml"))).toBe(false);
  });
});

describe("the placing fields in an import", () => {
  const PAGEMAP = "images/pagemap.proto";
  const placesOf = (schema: string): Record<string, unknown> => parse(textOf(schema, "images.yaml")).places ?? {};
  const KNOWN = {
    "pagemap_head.pages_id": "PAGES",
    "pagemap_entry.compat_nr_pages": "PAGES",
    "pagemap_entry.in_parent": "PAGES",
    "pagemap_entry.flags": "PAGES",
    "pagemap_entry.nr_pages": "PAGES",
  };

  it("come from the built-in table, as far as the tree has them", () => {
    const old = schemaOf("old");
    expect(Object.keys(placesOf(old))).toEqual([
      "pagemap_head.pages_id",
      "pagemap_entry.in_parent",
      "pagemap_entry.nr_pages",
    ]);
    bring(old, treeFolder("new"));
    expect(placesOf(old)).toEqual(KNOWN);
  });

  it("are added to a table without such a section", () => {
    const schema = schemaOf("new");
    edit(schema, "images.yaml", (text) => text.replace(/^places:\n(?: .*\n)*/m, ""));
    bring(schema, treeFolder("new"));
    expect(placesOf(schema)).toEqual(KNOWN);
  });

  it("follow renamed fields, and disappear with fields, bits and images", () => {
    const schema = schemaOf("new");
    edit(schema, "images.yaml", (text) =>
      text.replace(
        "  pagemap_entry.nr_pages: PAGES",
        "$& # of mine\n  pagemap_entry.flags.PE_LAZY: none\n  wheel_entry.turn: [ROUTE, ATTIC]\n  wheel_entry.rim: ROUTE",
      ),
    );
    const tree = changedTree(PAGEMAP, (text) =>
      text.replace("flags\t\t= 4", "bits = 4").replace(/.*in_parent.*\n/, ""),
    );
    const second = changedFile(tree, "criu/image-desc.c", (text) => text.replace(/.*ROUTE.*\n/, ""));
    bring(
      schema,
      changedFile(second, "criu/include/image-desc.h", (text) => text.replace(/.*ROUTE.*\n/, "")),
    );
    const { "pagemap_entry.in_parent": _, "pagemap_entry.flags": __, ...rest } = KNOWN;
    expect(placesOf(schema)).toEqual({
      ...rest,
      "pagemap_entry.bits": "PAGES",
      "pagemap_entry.bits.PE_LAZY": "none",
      "wheel_entry.turn": ["ATTIC"],
    });
    expect(textOf(schema, "images.yaml")).toContain("# of mine");
  });

  it("must be declared for new siblings, unless the built-in schema knows them", () => {
    const schema = schemaOf("old");
    // The small tree has an additional bit there.
    expect(bring(schema, treeFolder("new")).notes.at(-1)).toMatch(
      /^new beside fields .*: pagemap_entry\.flags\.VMA_UNSUPP; /,
    );
    const tree = changedTree(PAGEMAP, (text) =>
      text.replace(/(optional uint64 nr_pages.*)/, "$1\n repeated uint32 sizes = 6;"),
    );
    expect(planImport(schema, readCriuTree(tree)).notes).toContainEqual(
      "new beside fields that place the bytes of PAGES: pagemap_entry.sizes; write under `places` of images.yaml the images that each moves, or `none`",
    );
  });
});

describe("the versions of the format in an import", () => {
  const HEADER = "criu/include/magic.h";
  const more = (define: string): string =>
    changedTree(HEADER, (text) => text.replace("#define CRTOOLS_IMAGES_V1_1 2", `$&\n${define}`));
  const versionsOf = (schema: string) => loadModel(schema).versions.map(({ at: _, ...version }) => version);
  const KNOWN = [
    { name: "v1.0", value: 1, heads: false },
    { name: "v1.1", value: 2, heads: true },
    { name: "pre-dump", value: 0, heads: true },
  ] as const;

  it.each([
    ["#define CRTOOLS_IMAGES_V1_2 3", { name: "v1.2", value: 3 }],
    ["#define CRTOOLS_IMAGES_V2 0x10", { name: "v2.0", value: 16 }],
    ["#define CRTOOLS_IMAGES_V1_1_1 4", { name: "v1.1.1", value: 4 }],
    ["#define CRTOOLS_IMAGES_SMALL_PAGES 9", { name: "small-pages", value: 9 }],
  ])("are marked for review if they are new, and audit agrees: %s", (define, version) => {
    const schema = schemaOf("new");
    const tree = more(define);
    const { reviews, counts } = bring(schema, tree);
    expect(reviews.versions).toEqual([version.name]);
    expect(counts.find(({ what }) => what === "versions")?.added).toEqual([version.name]);
    expect(versionsOf(schema)).toEqual([KNOWN[0], KNOWN[1], { ...version, heads: true, review: true }, KNOWN[2]]);
    expect(differencesOf(schema, tree)).toEqual([]);
    const again = planImport(schema, readCriuTree(tree));
    expect(again.after).toEqual(again.before);
  });

  it("are compared by diff, for two trees and for a tree and a schema", () => {
    const [old, now] = [treeFolder("new"), more("#define CRTOOLS_IMAGES_V1_2 3")];
    const ids = (a: Format, b: Format): string[] => diffFormats(a, b).flatMap(({ rules }) => rules.map(({ id }) => id));
    const format = (dir: string): Format => formatOfTree(readCriuTree(dir));
    expect(ids(format(old), format(now))).toEqual(["version-added"]);
    expect(ids(format(now), format(old))).toEqual(["version-removed"]);
    const schema = formatOfModel(loadModel(schemaOf("new")));
    expect(ids(schema, format(now))).toContain("version-added");
    expect(ids(format(now), schema)).toContain("version-removed");
  });

  it("are identified by their numbers, under any names", () => {
    const schema = schemaOf("new");
    const table = edit(schema, "images.yaml", (text) => text.replace("  v1.1:", "  with heads:"));
    bring(schema, treeFolder("new"));
    expect(textOf(schema, "images.yaml")).toBe(table);
    expect(differencesOf(schema, treeFolder("new"))).toEqual([]);
  });

  it("are removed if a release lacks them, and restored by the next one", () => {
    const schema = schemaOf("new");
    const before = textOf(schema, "images.yaml");
    bring(
      schema,
      changedTree(HEADER, (text) => text.replace(/#define CRTOOLS_IMAGES_V1_1.*\n/, "")),
    );
    expect(versionsOf(schema)).toEqual([KNOWN[0], KNOWN[2]]);
    bring(schema, treeFolder("new"));
    expect(textOf(schema, "images.yaml")).toBe(before);
  });

  it("take over a new number", () => {
    const schema = schemaOf("new");
    bring(
      schema,
      changedTree(HEADER, (text) => text.replace("CRTOOLS_IMAGES_V1_1 2", "CRTOOLS_IMAGES_V1_1 5")),
    );
    expect(versionsOf(schema)).toEqual([KNOWN[0], { ...KNOWN[1], value: 5 }, KNOWN[2]]);
  });

  it("stay if they are the schema's own, and do not include other names of a number", () => {
    const schema = schemaOf("new");
    edit(schema, "images.yaml", (text) =>
      text.replace("  pre-dump:", "  acme: { value: 77, heads: false }\n  pre-dump:"),
    );
    const { notes } = bring(schema, more("#define CRTOOLS_IMAGES_VCURRENT CRTOOLS_IMAGES_V1_1"));
    expect(notes.join()).toContain("the source does not have format versions acme, and no known release of CRIU did");
    expect(versionsOf(schema)).toEqual([KNOWN[0], KNOWN[1], { name: "acme", value: 77, heads: false }, KNOWN[2]]);
  });

  it("belong to the history of the release and to its package", () => {
    const schema = schemaOf("new");
    const tree = { ...readCriuTree(more("#define CRTOOLS_IMAGES_V1_2 3")), date: "2031-02-03" };
    const { after } = planImport(schema, tree);
    expect(parse(after.get("history.yaml") ?? "")["v4.2.7"].added.magics).toContain("CRTOOLS_IMAGES_V1_2");
    expect(parse(after.get("images.yaml") ?? "").versions["v1.2"]).toEqual({ value: 3, heads: true, review: true });
  });
});

describe("the history in an import", () => {
  const trees = repository(cleanup);

  it("has the additions, removals and changes of a release, with its date", () => {
    const schema = schemaOf("old");
    const before = textOf(schema, "history.yaml");
    edit(schema, "history.yaml", () => "# Mine\n\n{}\n");
    bring(schema, trees, "v1.4");
    bring(schema, trees, "v4.2.7");
    const { "v1.4": first, "v4.2.7": second } = parse(textOf(schema, "history.yaml"));
    expect(before).not.toContain("v4.2.7");
    expect(first.added.images).toContain("FILE_LOCKS_PID");
    expect(first.added.fields.wheel_entry).toEqual(["type", "seen_from", "old_spokes", "tyre"]);
    expect(second).toMatchObject({
      date: "2031-02-03",
      added: { images: ["SPARE_WHEELS", "LADDER", "ROUTE", "ATTIC"], enum_values: { wheel_type: ["TUBELESS"] } },
      gone: {
        images: ["FILE_LOCKS_PID"],
        fields: { wheel_entry: ["old_spokes = 3", "tyre = 4"] },
        enum_values: { fd_types: ["TUN = 15"] },
      },
    });
    expect(second.changed).toContainEqual({ image: "FDINFO", from: "fdinfo-%d.img", to: "fdinfo-%u.img" });
    expect(second.changed).toContainEqual({
      field: "pagemap_entry.nr_pages",
      from: "required uint32 = 2",
      to: "optional uint64 = 5",
    });
  });

  it("has the renames of a release: fields and values by their numbers", () => {
    const schema = schemaOf("old");
    bring(schema, trees, "v4.2.7");
    const { "v4.2.7": release } = parse(textOf(schema, "history.yaml"));
    expect(release.renamed).toEqual([
      { field: "pagemap_entry.compat_nr_pages", from: "nr_pages" },
      { field: "wheel_entry.spokes", from: "old_spokes" },
      { enum_value: "fd_types.TUNF", from: "TUN" },
    ]);
    const { fields } = loadModel(schema).history;
    expect(fields.get("pagemap_entry.compat_nr_pages")).toBe("v1.0");
    expect(fields.get("pagemap_entry.nr_pages")).toBe("v4.2.7");
  });

  it("continues like the built-in one, including skipped releases", () => {
    const folder = changedTree("Makefile.versions", (text) =>
      text
        .replace(/MAJOR.*/, "MAJOR := 3")
        .replace(/MINOR.*/, "MINOR := 18")
        .replace(/.*SUBLEVEL.*/, ""),
    );
    expect(readCriuTree(folder).name).toBe("v3.18");
    const schema = schemaOf("old");
    bring(schema, folder);
    const builtIn = readFileSync(join(PROJECT_SCHEMA, "history.yaml"), "utf8");
    expect(textOf(schema, "history.yaml")).toBe(builtIn.slice(0, builtIn.indexOf("\nv3.19:")));
  });

  it("never goes backwards, and has each release once", () => {
    const schema = schemaOf("old");
    bring(schema, trees, "v4.2.7");
    const once = textOf(schema, "history.yaml");
    bring(schema, trees, "v1.4");
    bring(schema, trees, "v4.2.7");
    expect(textOf(schema, "history.yaml")).toBe(once);
  });

  it("does not change for a tree that is no release", () => {
    const schema = schemaOf("new");
    const before = textOf(schema, "history.yaml");
    bring(schema, trees, "HEAD");
    expect(textOf(schema, "history.yaml")).toBe(before);
  });
});
