import { describe, expect, it } from "vitest";
import { PREAMBLE, problemsOf, proto, table, tinySchema } from "../../support/schema.ts";
import { compile, filesWithCode } from "./support.ts";

const HOSTILE: readonly string[] = [
  "*/ export const hacked = 1; /*",
  "*/\nexport const hacked = 1;\n/*",
  `\`; export const hacked = 1; \`\${hacked}`,
  `'; export const hacked = 1; '"; export const hacked = 1; "`,
  "\\",
  "\\*/ export const hacked = 1; /*",
  "</script><script>hacked()</script>",
  "{{hacked}} {{{hacked}}} {{> hacked}} {{/each}} \\{{hacked}}",
  "a\u2028export const hacked = 1;\u2029b\u0085c\u0000d",
  "right\u202eto left \u2066and back\u2069",
  "$& $` $' $1 %u %s",
];
const TURNING = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Quotes a text for YAML, which includes JSON strings. */
const yaml = (text: string): string => JSON.stringify(text);

/** Returns the text as comment lines of a .proto file; NUL is not allowed there. */
const comment = (text: string): string =>
  text
    .replaceAll("\0", "")
    .split(/[\n\r\u2028\u2029\u0085]/)
    .map((line) => `// ${line}\n`)
    .join("");

describe("a hostile text", () => {
  it("in the table stays in comments and strings", () => {
    const rows = HOSTILE.map(
      (text, i) =>
        `NOTE${i}: { about: ${yaml(text)}, file: note-%u-${i}.img, magic: ${0x10000000 + i}, town: ${yaml(text)}, entries: base_entry }`,
    );
    const raw = HOSTILE.map((text, i) => `RAW${i}: { about: ${yaml(text)}, file: raw${i}, raw: true }`);
    const reserved = HOSTILE.map(
      (text, i) => `  NOT${i}: { magic: ${i + 1}, town: ${yaml(text)}, about: ${yaml(text)} }`,
    );
    const all = yaml(HOSTILE.join(" "));
    const images = table(...rows, ...raw)
      .replace("images:", () => `reserved:\n${reserved.join("\n")}\nimages:`)
      .replace("about: Images", () => `about: ${all}`)
      .replace("town: Sarov", () => `town: ${all}`)
      .replace("  v1.1:", () => `  ${all}: { value: 7, heads: true }\n  v1.1:`);
    const { files, defects } = compile({ images });
    expect(defects).toEqual([]);
    expect(filesWithCode(files, "hacked")).toEqual([]);
    expect([...files].filter(([, text]) => TURNING.test(text)).map(([path]) => path)).toEqual([]);
  });

  it("in comments of messages, fields, enums and values stays in comments", () => {
    const fields = HOSTILE.map((text, i) => `${comment(text)}optional uint32 field_${i} = ${i + 1};\n`);
    const values = HOSTILE.map((text, i) => `${comment(text)}VALUE_${i} = ${i};\n`);
    const all = comment(HOSTILE.join("\n"));
    const text = `${all}message note {\n${fields.join("")}}\n${all}enum kind {\n${values.join("")}}`;
    const images = table("NOTE: { about: A, file: note, magic: 5, entries: note }");
    const { files, defects } = compile({ images, protos: { "note.proto": proto(text) } });
    expect(defects).toEqual([]);
    expect(files.has("src/columns/note.ts")).toBe(true);
    expect(filesWithCode(files, "hacked")).toEqual([]);
    expect([...files].filter(([, content]) => TURNING.test(content)).map(([path]) => path)).toEqual([]);
  });

  it("as a default stays in a string", () => {
    const quoted = HOSTILE.map((text) => JSON.stringify(text).replaceAll(/\\u00(..)/g, "\\x$1"));
    const fields = quoted.map((text, i) => `optional string field_${i} = ${i + 1} [default = ${text}];`);
    const { files, defects } = compile({ protos: { "note.proto": proto(`message note {\n${fields.join("\n")}\n}`) } });
    expect(defects).toEqual([]);
    expect(filesWithCode(files, "hacked")).toEqual([]);
    expect(files.get("src/messages/note.ts")).toContain('field_0: "*/ export const hacked = 1; /*",');
  });

  it("as a file name stays in strings and comments, and reverses no text", () => {
    const name = `'"\`;hacked();\${hacked}*\u202e{{hacked}}-%u`;
    const { files, defects } = compile({ images: table(`NOTE: { about: A, file: ${yaml(name)}, raw: true }`) });
    expect(defects).toEqual([]);
    expect(filesWithCode(files, "hacked")).toEqual([]);
    expect([...files].filter(([, text]) => TURNING.test(text)).map(([path]) => path)).toEqual([]);
  });

  it("as the release of a schema stays plain text in the README", () => {
    const images = `${PREAMBLE.replace("v0.1", yaml("v1\n\n# Hacked\n<script>hacked()</script>"))}images:\n`;
    const base = "  BASE: { about: A, file: a, magic: 5, entries: base_entry, head: none, version: version }\n";
    const { files } = compile({ images: images + base });
    expect(files.get("README.md")).not.toMatch(/^# Hacked|<script>/m);
  });

  it("as a reserved name is refused, since it would become code", () => {
    const key = yaml("K: 1 } as const; export const hacked = 1; export const other = { L");
    const images = table().replace("images:", `reserved:\n  ${key}: { magic: 5, town: T }\nimages:`);
    expect(problemsOf(tinySchema({ images }))).toMatchObject([{ code: "bad-name", file: "images.yaml", line: 8 }]);
  });
});
