import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serialize } from "node:v8";
import { describe, expect, it, vi } from "vitest";
import { readModel } from "../../../generator/generate.ts";
import { keyOf, knownModel } from "../../../generator/load/known.ts";
import { copyOfSchema, PROJECT_SCHEMA, tinySchema } from "../../support/schema.ts";

/* A published critgen contains its own schema, prepared; here the test provides one. */

const known = vi.hoisted(() => ({ KNOWN: { key: "", model: "" } }));
vi.mock("../../../generator/load/known-schema.ts", () => known);

function know(schema: string): void {
  known.KNOWN.key = "";
  known.KNOWN.model = serialize(readModel(schema, [])).toString("base64");
  known.KNOWN.key = keyOf(schema) ?? "";
}

describe("a schema that is known", () => {
  it("has the same model as after reading, frozen", () => {
    know(PROJECT_SCHEMA);
    const model = knownModel(copyOfSchema(), []);
    expect(model).toEqual(readModel(PROJECT_SCHEMA, []));
    expect(Object.isFrozen(model?.messages[0]?.fields)).toBe(true);
  });

  it("is read if it is extended", () => {
    const schema = tinySchema();
    know(schema);
    expect(knownModel(schema, [])).toBeDefined();
    expect(knownModel(schema, ["./more"])).toBeUndefined();
  });

  it.each([
    ["a row", (schema: string) => appendFileSync(join(schema, "images.yaml"), "# more\n")],
    ["a name", (schema: string) => appendFileSync(join(schema, "display.yaml"), "# more\n")],
    ["a release", (schema: string) => appendFileSync(join(schema, "history.yaml"), "# more\n")],
    ["a message", (schema: string) => appendFileSync(join(schema, "messages/pagemap.proto"), "// more\n")],
    ["another file", (schema: string) => writeFileSync(join(schema, "messages/more.proto"), "")],
    ["no file", (schema: string) => rmSync(join(schema, "display.yaml"))],
    ["no messages", (schema: string) => rmSync(join(schema, "messages"), { recursive: true })],
  ])("differs with %s", (_, change) => {
    const schema = copyOfSchema();
    know(schema);
    change(schema);
    expect(knownModel(schema, [])).toBeUndefined();
  });
});
