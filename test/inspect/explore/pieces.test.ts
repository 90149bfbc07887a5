import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ImageLayout, imageLayouts, type MessageLayout } from "criu-images/layouts";
import { describe, expect, it } from "vitest";
import { answer, whatOf } from "../../../inspect/explore/explore.ts";
import { openFolder } from "../../../inspect/explore/folder.ts";
import { inventoryNotes } from "../../../inspect/explore/inventory.ts";
import { refuseMisfit } from "../../../inspect/explore/misfit.ts";
import { BUILT_IN, type Schema } from "../../../inspect/schema/schema.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { copyOf } from "./support.ts";

const PSTREE = imageLayouts.find(({ image }) => image === "PSTREE") as ImageLayout;
const ENTRY = PSTREE.entries as MessageLayout;

/** Returns the built-in schema with a changed row for the process tree. */
function schemaWith(changes: Partial<ImageLayout>): Schema {
  return { ...BUILT_IN, layouts: imageLayouts.map((one) => (one === PSTREE ? { ...one, ...changes } : one)) };
}

const withFields = (change: (field: MessageLayout["fields"][number]) => object | undefined): Schema => {
  const fields = ENTRY.fields.flatMap((field) => change(field) ?? []) as MessageLayout["fields"];
  return schemaWith({ entries: { message: ENTRY.message, fields } });
};

describe("a given schema", () => {
  it("is accepted if it adds fields, or changes what the views do not read", () => {
    expect(() => refuseMisfit(BUILT_IN, "pstree.img")).not.toThrow();
    expect(() => refuseMisfit({ ...BUILT_IN }, "pstree.img")).not.toThrow();
    const more: MessageLayout["fields"] = [...ENTRY.fields, { number: 99, name: "fresh", type: "bytes" }];
    expect(() => refuseMisfit(schemaWith({ entries: { message: "other", fields: more } }), "pstree.img")).not.toThrow();
    expect(() =>
      refuseMisfit(
        withFields(({ label, ...field }) => (label === "repeated" ? { label, ...field } : field)),
        "pstree.img",
      ),
    ).not.toThrow();
    expect(() => refuseMisfit(schemaWith({ magic: 1 }), "core-1.img")).not.toThrow();
    expect(() => refuseMisfit({ ...BUILT_IN, layouts: [] }, "pstree.img")).not.toThrow();
    expect(() => refuseMisfit({ ...BUILT_IN, layouts: [] }, "no image")).not.toThrow();
  });

  it.each<[string, Schema, string]>([
    ["another magic", schemaWith({ magic: 1 }), "the magic of PSTREE"],
    ["a missing field", withFields((field) => (field.name === "sid" ? undefined : field)), "pstree_entry.sid"],
    [
      "another number",
      withFields((field) => (field.name === "pid" ? { ...field, number: 50 } : field)),
      "pstree_entry.pid",
    ],
    [
      "another type",
      withFields((field) => (field.name === "ppid" ? { ...field, type: "uint64" } : field)),
      "pstree_entry.ppid",
    ],
    [
      "a list that is no longer one",
      withFields(({ label, ...field }) => (field.name === "threads" ? field : { label, ...field })),
      "pstree_entry.threads",
    ],
    ["no entries", schemaWith({ entries: { message: "none", fields: [] } }), "pstree_entry.pid"],
  ])("with %s is refused", (_, schema, what) => {
    expect(() => refuseMisfit(schema, "pstree.img")).toThrow(
      new Error(`\`x\` needs ${what} as CRIU has it, but the given schema changes it`),
    );
  });

  it("may have messages that contain themselves", () => {
    expect(() => refuseMisfit({ ...BUILT_IN }, "cgroup.img")).not.toThrow();
  });

  it("is refused if it changes a nested message or the first message", () => {
    const deep = (image: string, key: "first" | "entries"): Schema => ({
      ...BUILT_IN,
      layouts: imageLayouts.map((one) => (one.image === image ? { ...one, [key]: { message: "x", fields: [] } } : one)),
    });
    expect(() => refuseMisfit(deep("PAGEMAP", "first"), "pagemap-1.img")).toThrow("pagemap_head.pages_id");
    const core = imageLayouts.find(({ image }) => image === "CORE");
    const fields = core?.entries?.fields.map((field) =>
      field.name === "tc" ? { ...field, message: () => ({ message: "task_core_entry", fields: [] }) } : field,
    );
    const schema: Schema = {
      ...BUILT_IN,
      layouts: imageLayouts.map((one) =>
        one === core ? { ...one, entries: { message: "core_entry", fields: fields as MessageLayout["fields"] } } : one,
      ),
    };
    expect(() => refuseMisfit(schema, "core-1.img")).toThrow("task_core_entry.task_state");
  });
});

it("a view can be called by critgen's name or by go-criu's", () => {
  expect(["ps", "fds", "fd", "mems", "mem", "rss", "sk", "", "toString", undefined].map(whatOf)).toEqual([
    ...["ps", "fds", "fds", "mems", "mems", "rss", "sk", undefined, undefined, undefined],
  ]);
});

describe("a folder", () => {
  it("is read despite errors in its inventory, and the errors are reported", async () => {
    const folder = copyOf("basic");
    expect(await inventoryNotes(await openFolder(folder))).toEqual([]);
    const none = temporaryFolder();
    expect(await inventoryNotes(await openFolder(none))).toEqual([]);
    mkdirSync(join(none, "inventory.img"));
    const told = `${join(none, "inventory.img")}: only regular files of a checkpoint are read: found a folder`;
    expect(await inventoryNotes(await openFolder(none))).toEqual([told]);
    writeFileSync(join(folder, "inventory.img"), "no image");
    expect(await answer({ dir: folder, what: "ps", json: false, oneOfMany: false })).toMatchObject({ notes: [] });
  });

  it("returns undefined for a missing file, and refuses a missing required file", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "a"), "text");
    const { read, need } = await openFolder(folder);
    const size = (bytes: Uint8Array): number => bytes.length;
    expect([await read("a", size), await read("b", size), await need("a", size)]).toEqual([4, undefined, 4]);
    await expect(need("b", size)).rejects.toThrow(new Error(`${join(folder, "b")}: no such file`));
  });

  it("is refused with the name of a checkpoint inside of it, or as a pre-dump", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "a"));
    mkdirSync(join(folder, "b"));
    const ask = async (): Promise<unknown> => answer({ dir: folder, what: "ps", json: false, oneOfMany: false });
    expect(await ask()).toEqual({ error: `${folder}: not a checkpoint: it has neither pstree.img nor inventory.img` });
    writeFileSync(join(folder, "inventory.img"), "");
    expect(await ask()).toEqual({
      error: `${folder}: no pstree.img: a pre-dump has only memory; its processes are in the dump after it`,
    });
    writeFileSync(join(folder, "b/pstree.img"), "");
    expect(await ask()).toEqual({ error: `${folder}: no pstree.img here; there is one in ${join(folder, "b")}` });
  });
});
