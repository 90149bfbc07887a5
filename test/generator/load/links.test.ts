import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { problemsOf, proto, temporaryFolder, tinySchema } from "../../support/schema.ts";

/** Makes a schema, and a folder outside of it with a .proto file. */
function folders(): { schema: string; outside: string } {
  const outside = temporaryFolder();
  writeFileSync(join(outside, "other.proto"), proto("message other {}"));
  return { schema: tinySchema(), outside };
}

describe("a link in messages/", () => {
  it.each(["other.proto", "sub/other.proto"])("to a file outside of the schema is refused: %s", (name) => {
    const { schema, outside } = folders();
    mkdirSync(join(schema, "messages/sub"));
    symlinkSync(join(outside, "other.proto"), join(schema, "messages", name));
    expect(problemsOf(schema)).toMatchObject([
      {
        code: "unreadable",
        file: `messages/${name}`,
        line: 1,
        column: 1,
        message: expect.stringContaining("a link out of"),
      },
    ]);
  });

  it("to a folder is refused, since it is not followed", () => {
    const { schema, outside } = folders();
    symlinkSync(outside, join(schema, "messages/sub"));
    expect(problemsOf(schema)).toMatchObject([
      { code: "unreadable", file: "messages/sub", message: "it is a link to a folder, which is not followed" },
    ]);
  });

  it("with a missing target is reported", () => {
    const { schema } = folders();
    symlinkSync("nothing.proto", join(schema, "messages/gone.proto"));
    expect(problemsOf(schema)).toMatchObject([{ code: "unreadable", file: "messages/gone.proto" }]);
  });

  it("to a file of the schema is read as that file", () => {
    const { schema } = folders();
    writeFileSync(join(schema, "texts"), proto("message more {}"));
    symlinkSync("../texts", join(schema, "messages/more.proto"));
    symlinkSync("user@host", join(schema, "messages/.#base.proto"));
    expect(problemsOf(schema)).toEqual([]);
  });
});
