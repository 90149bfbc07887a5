import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serialize } from "node:v8";
import { describe, expect, it, vi } from "vitest";
import { readModel } from "../../../generator/generate.ts";
import { keyOf, knownModel } from "../../../generator/load/known.ts";
import { copyOfSchema, PROJECT_SCHEMA, tinySchema } from "../../support/schema.ts";

/* A published critgen contains its own schema, prepared; this test provides one instead. */

const known = vi.hoisted(() => ({ KNOWN: { key: "", model: "" } }));
vi.mock("../../../generator/load/known-schema.ts", () => known);

function know(schema: string): void {
  known.KNOWN.key = "";
  known.KNOWN.model = serialize(readModel(schema, [])).toString("base64");
  known.KNOWN.key = keyOf(schema) ?? "";
}

describe("a prepared schema", () => {
  it("gives the same frozen model as reading does", () => {
    know(PROJECT_SCHEMA);
    const model = knownModel(copyOfSchema(), []);
    expect(model).toEqual(readModel(PROJECT_SCHEMA, []));
    expect(Object.isFrozen(model?.messages[0]?.fields)).toBe(true);
  });

  it("is read afresh if a project extends it", () => {
    const schema = tinySchema({ relations: "{}\n" });
    know(schema);
    expect(knownModel(schema, [])).toBeDefined();
    expect(knownModel(schema, ["./more"])).toBeUndefined();
  });

  it.each([
    ["a changed row", (schema: string) => appendFileSync(join(schema, "images.yaml"), "# more\n")],
    ["a changed name", (schema: string) => appendFileSync(join(schema, "display.yaml"), "# more\n")],
    ["a changed release", (schema: string) => appendFileSync(join(schema, "history.yaml"), "# more\n")],
    ["a changed message", (schema: string) => appendFileSync(join(schema, "messages/pagemap.proto"), "// more\n")],
    ["an added file", (schema: string) => writeFileSync(join(schema, "messages/more.proto"), "")],
    ["a removed file", (schema: string) => rmSync(join(schema, "display.yaml"))],
    ["a removed folder of messages", (schema: string) => rmSync(join(schema, "messages"), { recursive: true })],
  ])("is read afresh with %s", (_, change) => {
    const schema = copyOfSchema();
    know(schema);
    change(schema);
    expect(knownModel(schema, [])).toBeUndefined();
  });
});
