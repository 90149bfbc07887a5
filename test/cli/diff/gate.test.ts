import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { critgenHere } from "../../support/here.ts";
import { proto, table, tinySchema } from "../../support/schema.ts";
import { changedTree } from "../../upstream/criu/trees.ts";
import { diff, schema } from "../../upstream/diff/run.ts";

describe("critgen diff --github", () => {
  it("annotates each change: refused ones as errors, accepted ones as warnings, others as notices", async () => {
    const [one, other] = [schema("optional uint32 a = 1;"), schema("optional uint32 b = 2;\noptional string c = 3;")];
    const { out, code } = await critgenHere(["diff", one, other, "--github"], { cwd: other });
    expect(code).toBe(1);
    const lines = out.trimEnd().split("\n");
    expect(lines.map((line) => /^::(\w+) /.exec(line)?.[1])).toEqual(["error", "notice", "notice"]);
    expect(lines[0]).toMatch(
      /^::error file=messages\/m\.proto,line=3,col=9,title=field-removed::m: field a removed: optional uint32 a = 1%0ABreaks wire \(old files\), json, api: New readers skip [^\n]*$/,
    );
    expect(lines[2]).toContain("file=messages/m.proto,line=4,col=17,title=field-added::m: field c added");
    const allowed = await critgenHere(["diff", one, other, "--github", "--allow", "wire,json,api"], { cwd: other });
    expect([allowed.code, allowed.out.startsWith("::warning ")]).toEqual([0, true]);
  });

  it("prints nothing if nothing differs", () => {
    const same = schema("optional uint32 a = 1;");
    expect(diff(same, same, { as: "github" })).toEqual({ code: 0, out: "\n" });
  });

  it("annotates the line of a side that cannot be read, and exits with 2", async () => {
    const good = schema("optional uint32 a = 1;");
    const bad = schema("optional uint33 a = 1;");
    const { code, out, err } = await critgenHere(["diff", good, bad, "--github"], { cwd: bad });
    expect([code, err]).toEqual([2, expect.stringContaining("uint33")]);
    expect(out).toMatch(/^::error file=messages\/m\.proto,line=3,col=\d+,title=unreadable::[^\n]*uint33[^\n]*\n$/);
    const tree = changedTree("criu/image-desc.c", (text) => text.replace(".oflags = O_S", ".ofags = O_S"));
    const broken = await critgenHere(["diff", tree, tree, "--github"], { cwd: tree });
    expect([broken.code, broken.out]).toEqual([
      2,
      expect.stringMatching(/^::error file=criu\/image-desc\.c,line=\d+,title=unreadable::[^\n]*ofags[^\n]*\n$/),
    ]);
  });

  it("lets no text of a schema begin a command of the workflow", () => {
    const hostile = (town: string): string => {
      const folder = schema("optional uint32 a = 1;");
      writeFileSync(
        join(folder, "history.yaml"),
        `v1.0: { date: 2013-11-25 }\nv1.1: { date: 2014-01-24, changed: [{ field: m.a, from: optional uint32 = 1, to: optional uint64 = 1, note: "${town}" }] }\n`,
      );
      return folder;
    };
    const before = schema("optional uint64 a = 1;");
    const { out } = diff(before, hostile("x\\n::stop-commands::y\\r\\u2028%0A"), { as: "github" });
    expect(out.split(/[\n\r\u2028]/).filter((line) => line.startsWith("::"))).toHaveLength(1);
    expect(out).toContain("%250A");
  });
});

describe("critgen diff --summary", () => {
  it("groups changes by whom they break, and explains each once", () => {
    const [one, other] = [
      schema("optional uint32 a = 1; optional uint32 b = 2;"),
      schema("optional uint32 c = 1; optional uint32 d = 3;"),
    ];
    const { code, out } = diff(one, other, { as: "summary" });
    expect(code).toBe(1);
    const shown = out.replace(one, "OLD").replace(other, "NEW");
    expect(shown).toBe(`### Image format: 3 changes, 2 of them break something

\`OLD\` → \`NEW\`

**New readers** refuse or misread images that an older CRIU wrote:

- \`m\`: field \`b\` removed: \`optional uint32 b = 2\` (\`messages/m.proto:3\`)
  - New readers skip its values in old files, and its name is gone from the JSON and the types.

**JSON of crit** changes, or is no longer accepted:

- \`m\`: field \`c\` renamed: \`optional uint32 a = 1\` → \`optional uint32 c = 1\` (\`messages/m.proto:3\`)
  - The wire has only its number; JSON and programs know it by its name.
- as above: \`m.b\`

**Programs** with a generated package (TypeScript, Go, Python) must change:

- as above: \`m.c\`, \`m.b\`

These break nothing:

- \`m\`: field \`d\` added: \`optional uint32 d = 3\` (\`messages/m.proto:3\`)
`);
    expect(diff(one, one, { as: "summary" }).out).toBe(`### Image format: no differences\n\n\`${one}\` → \`${one}\`\n`);
  });

  it("cuts long lists with a count, and long texts: a comment of GitHub has room for it", () => {
    const fields = (type: string, from: number): string =>
      Array.from({ length: 40 }, (_, i) => `optional ${type} ${type}_${"x".repeat(3000)}${i} = ${from + i};`).join(
        "\n",
      );
    const { out } = diff(schema(fields("uint32", 1)), schema(fields("string", 100)), { as: "summary" });
    expect(out.match(/ field `uint32_/g)).toHaveLength(30);
    expect(out.match(/^- and 30 more$/gm)).toHaveLength(2);
    expect(out.length).toBeLessThan(65_536);
  });

  it("names the images whose bytes a changed field places, if the wire breaks", () => {
    const folders = ["uint32 a", "string a", "uint32 b"].map((field) =>
      tinySchema({
        images: table().replace("images:", `places: { m.${field.slice(-1)}: BASE }\nimages:`),
        protos: { "m.proto": proto(`message m { optional ${field} = 1; }`) },
      }),
    );
    const [one = "", retyped = "", renamed = ""] = folders;
    const placing = "\n  - It places bytes of BASE.\n";
    expect(diff(one, retyped, { as: "summary" }).out).toContain(placing);
    expect(diff(one, renamed, { as: "summary" }).out).not.toContain("places bytes");
  });
});
