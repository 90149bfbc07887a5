import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkModel } from "../../../generator/check/check.ts";
import { DiskFiles } from "../../../generator/load/disk.ts";
import { loadSchema } from "../../../generator/load/load.ts";
import { DEFAULT_TARGET } from "../../../generator/targets/targets.ts";
import { copyOfSchema, problemsOf, proto, row, table, tinySchema } from "../../support/schema.ts";

it("files that stay the same are not converted again", () => {
  const schema = copyOfSchema();
  const before = loadSchema(schema, [], new DiskFiles()).model;
  appendFileSync(join(schema, "images.yaml"), "# edited\n");
  const after = loadSchema(schema, [], new DiskFiles()).model;
  expect(after.messages.every((message, i) => message === before.messages[i])).toBe(true);
  expect(after.history).toBe(before.history);
  expect(after.relations.spaces[0]).toBe(before.relations.spaces[0]);
  expect(after.display.names[0]).toBe(before.display.names[0]);
});

it("two schemas that are read in turns give the same models, and the same problems of checks", () => {
  const schemas = [copyOfSchema(), tinySchema()];
  const read = (schema: string) => {
    const { model, isLost } = loadSchema(schema, [], new DiskFiles());
    return [model, checkModel(model, isLost, [DEFAULT_TARGET.naming])];
  };
  const [before, after] = [schemas.map(read), schemas.map(read)];
  for (const [i, parts] of before.entries()) {
    for (const [k, part] of parts.entries()) expect(after[i]?.[k]).toBe(part);
  }
});

it("a model whose files may lack names has its own problems of checks", () => {
  const text = proto("message base_entry { required uint32 version = 1; }");
  const images = table(row("NOTE", "magic: 0x11111113, entries: note_entry"));
  const schema = tinySchema({ images, protos: { "base.proto": text, "note.proto": proto("message note_entry {}") } });
  expect(problemsOf(schema)).toEqual([]);
  writeFileSync(join(schema, "messages/note.proto"), proto("message note_entry {"));
  expect(problemsOf(schema).map(({ code }) => code)).toEqual(["proto-syntax"]);
  writeFileSync(join(schema, "messages/note.proto"), proto("message other_entry {}"));
  expect(problemsOf(schema).map(({ code }) => code)).toContain("unknown-message");
});

it("a changed file gives new messages and the problems of the moment, also after a fault", () => {
  const text = proto("message base_entry { required uint32 version = 1; }");
  const schema = tinySchema({ protos: { "base.proto": text } });
  const path = join(schema, "messages/base.proto");
  const fields = () => loadSchema(schema, [], new DiskFiles()).model.messages[0]?.fields.map(({ name }) => name);
  const codes = () => loadSchema(schema, [], new DiskFiles()).problems.map(({ code }) => code);
  expect(fields()).toEqual(["version"]);
  writeFileSync(path, text.replace(" = 1;", " = 1; optional bool more = 2;"));
  expect([fields(), codes()]).toEqual([["version", "more"], []]);
  writeFileSync(path, text.replace("uint32", "uint33"));
  expect([codes(), codes()]).toEqual([["unknown-type"], ["unknown-type"]]);
  writeFileSync(path, text);
  expect([fields(), codes()]).toEqual([["version"], []]);
});
