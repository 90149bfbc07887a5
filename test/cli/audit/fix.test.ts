import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { critgenHere } from "../../support/here.ts";
import { proto, row, table, tinySchema } from "../../support/schema.ts";

const WRONG = table(row("THING", "magic: 0x56513555, town: Tver, entries: m_enty")).replace("criu:", "# Mine\ncriu:");

function schema(images = WRONG): string {
  return tinySchema({ images, protos: { "m.proto": proto("message m_entry { optional uint32 a = 1; }") } });
}

describe("critgen audit --fix", () => {
  it("shows the difference, writes it, and audits again", async () => {
    const folder = schema();
    const { out, err } = await critgenHere(["audit", "--schema", folder, "--fix"]);
    expect(err).toMatch(/^--- images\.yaml\n\+\+\+ images\.yaml\n[\s\S]*\n- .*m_enty \}\n\+ .*m_entry \}\n/);
    expect(err).toMatch(/\ncritgen: .*: 1 finding fixed, 0 left to decide\n$/);
    expect(out).not.toContain("m_enty");
    expect(readFileSync(join(folder, "images.yaml"), "utf8")).toBe(WRONG.replace("m_enty", "m_entry"));
    const again = await critgenHere(["audit", "--schema", folder, "--fix", "--dry-run"]);
    expect([again.code, again.err]).toEqual([0, expect.stringMatching(/: nothing to fix\n$/)]);
  });

  it("writes nothing with --dry-run, and exits with 1 if there is something to fix", async () => {
    const folder = schema();
    const before = statSync(join(folder, "images.yaml")).mtimeMs;
    const { code, out, err } = await critgenHere(["audit", "--schema", folder, "--fix", "--dry-run"]);
    expect([code, out, err.includes("1 finding would be fixed")]).toEqual([1, "", true]);
    expect(readFileSync(join(folder, "images.yaml"), "utf8")).toBe(WRONG);
    expect(statSync(join(folder, "images.yaml")).mtimeMs).toBe(before);
  });

  it("mends a schema that cannot be read completely", async () => {
    const folder = schema();
    writeFileSync(join(folder, "messages/m.proto"), proto("message m_entry { optional uin32 a = 1; }"));
    expect((await critgenHere(["audit", "--schema", folder])).code).toBe(2);
    expect((await critgenHere(["audit", "--schema", folder, "--fix"])).code).not.toBe(2);
    expect(readFileSync(join(folder, "messages/m.proto"), "utf8")).toContain("optional uint32 a = 1;");
  });

  it("leaves critgen's own schema alone, and needs --fix for --dry-run", async () => {
    const own = await critgenHere(["audit", "--fix"], { cwd: schema() });
    expect([own.code, own.err]).toEqual([2, expect.stringContaining("critgen's own schema cannot be changed")]);
    const alone = await critgenHere(["audit", "--dry-run"]);
    expect([alone.code, alone.err]).toEqual([2, "critgen: --dry-run is for --fix: an audit writes nothing\n"]);
  });
});
