import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DiskFiles } from "../../../generator/load/disk.ts";
import { loadSchema } from "../../../generator/load/load.ts";
import { copyOfSchema, proto, tinySchema } from "../../support/schema.ts";

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
