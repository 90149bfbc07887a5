import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { auditSchema } from "../../registry/audit/audit.ts";
import { isOpen } from "../../registry/rules/finding.ts";
import { copyOfSchema, problemsOf, proto, row, table, temporaryFolder, tinySchema } from "../support/schema.ts";
import { Editor } from "./client.ts";

/** Starts a server for a folder, and waits until a file has problems. */
async function started(folder: string, file: string): Promise<Editor> {
  const editor = new Editor(folder);
  await editor.start();
  await editor.problemsOf(file, (found) => found.length > 0);
  return editor;
}

/** Returns all diagnostics of a folder as `file:line:column code`, in order. */
function allOf(editor: Editor): string[] {
  return [...editor.client.diagnostics]
    .flatMap(([uri, diagnostics]) =>
      diagnostics.map(({ code, range }) => {
        return `${uri.slice(editor.uri("").length).replace(/^\//, "")}:${range.start.line + 1}:${range.start.character + 1} ${code}`;
      }),
    )
    .sort();
}

const place = ({ file, line, column }: { file: string; line: number; column: number }): string =>
  `${file}:${line}:${column}`;

describe("the problems of a schema", () => {
  it("are those of generate and of audit, without a file open", async () => {
    const images = table(
      row("LOST", "magic: 0x22222222, town: Nowhere, entries: gone_entry"),
      row("TWIN", "magic: 0x22222222, town: Nowhere, entries: base_entry"),
      row("LONG", "magic: 0x50273030, town: Moscow, entries: base_entry, extra: bytes(versio)"),
    );
    const schema = tinySchema({ images, protos: { "more.proto": proto("message unused { optional bool x = 1; }") } });
    const editor = await started(schema, "images.yaml");
    await editor.problemsOf("messages/more.proto", (found) => found.length > 0);
    const generated = problemsOf(schema).map((one) => `${place(one)} ${one.code}`);
    const audited = auditSchema(schema).findings.filter((one) => isOpen(one) || one.severity === "note");
    const all = [...generated, ...audited.map(({ at, rule }) => `${place(at)} ${rule}`)];
    expect(generated.length).toBeGreaterThan(1);
    expect(audited.length).toBeGreaterThan(generated.length);
    expect(allOf(editor)).toEqual([...new Set(all)].sort());
  });

  it("have severity, code, source, and the hint below the message", async () => {
    const images = table(row("LOST", "magic: 0x50273030, town: Kyiv, entries: base_entri"));
    const editor = await started(tinySchema({ images }), "images.yaml");
    const [first] = editor.client.diagnostics.get(editor.uri("images.yaml")) ?? [];
    expect(first).toMatchObject({
      ...{ severity: 1, code: "unknown-message", source: "critgen" },
      message: "there is no message `base_entri`\ndid you mean base_entry?",
    });
    if (first !== undefined) expect(editor.at("images.yaml", first.range)).toBe("base_entri");
  });

  it("come while a text is typed, and go when it is right again", async () => {
    const editor = new Editor(copyOfSchema());
    await editor.start();
    const text = editor.text("display.yaml");
    editor.type("display.yaml");
    editor.type("display.yaml", text.replace("PROT_READ:            0x1", "PROT_READ:            x1"));
    expect(await editor.problemsOf("display.yaml", (found) => found.length > 0)).toEqual(["bad-value 8:27-29"]);
    editor.type("display.yaml", text);
    await editor.problemsOf("display.yaml", (found) => found.length === 0);
  });

  it("tell of a relation whose field is removed while a message is typed", async () => {
    const editor = new Editor(copyOfSchema());
    await editor.start();
    const text = editor.text("messages/fdinfo.proto");
    editor.type("messages/fdinfo.proto");
    const field = text.split("\n").find((line) => line.includes(" fd ")) ?? "";
    editor.type("messages/fdinfo.proto", text.replace(field, ""));
    const found = await editor.problemsOf("relations.yaml", (problems) => problems.length > 0);
    const line = editor
      .text("relations.yaml")
      .split("\n")
      .findIndex((one) => one.includes("- FDINFO.fd "));
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^bad-relation ${line + 1}:`)));
    expect(found.every((one) => one.startsWith("bad-relation "))).toBe(true);
    editor.type("messages/fdinfo.proto", text);
    await editor.problemsOf("relations.yaml", (problems) => problems.length === 0);
  });

  it("stay in other files while one is broken", async () => {
    const images = table(row("SOME", "magic: 0x50273030, town: Moscow, entries: base_entry"));
    const protos = { "odd.proto": proto("message odd { optional nothing x = 1; }") };
    const editor = await started(tinySchema({ images, protos }), "messages/odd.proto");
    const before = editor.problems("messages/odd.proto");
    editor.type("images.yaml", `${images}  BROKEN: { about: "A`);
    const broken = await editor.problemsOf("images.yaml", (found) =>
      found.some((one) => one.startsWith("yaml-syntax")),
    );
    expect(broken.every((one) => one.startsWith("yaml-syntax"))).toBe(true);
    expect(editor.problems("messages/odd.proto")).toEqual(before);
  });

  it("end with the unsaved text when its file is closed", async () => {
    const editor = new Editor(copyOfSchema());
    await editor.start();
    editor.type("messages/tty.proto", "message");
    await editor.problemsOf("messages/tty.proto", (found) => found.length > 0);
    editor.close("messages/tty.proto");
    await editor.problemsOf("messages/tty.proto", (found) => found.length === 0);
  });
});

describe("critgen.yaml", () => {
  it("has the problems of generate, and chooses the schema of its extensions", async () => {
    const folder = temporaryFolder();
    const extension = tinySchema({
      images: `images:\n  ${row("MINE", "magic: 0x50273030, town: Kyiv, entries: inventory_entri")}\n`,
    });
    writeFileSync(join(folder, "critgen.yaml"), `extend: [${extension}]\nlicense: WTF\n`);
    const editor = new Editor(folder);
    await editor.start();
    expect(await editor.problemsOf("critgen.yaml", (found) => found.length > 0)).toEqual(["bad-value 2:10-13"]);
    const [table] = [...editor.client.diagnostics].filter(([uri]) => uri.endsWith("/images.yaml"));
    expect(table?.[1].map(({ code }) => code)).toContain("unknown-message");
    editor.type("critgen.yaml", `extend: [${extension}]\nimages: [MINI, PSTREE]\n`);
    const fixed = await editor.problemsOf("critgen.yaml", (found) =>
      found.some((one) => one.startsWith("unknown-image")),
    );
    expect(fixed).toEqual(["unknown-image 2:10-14"]);
  });

  it("is not trusted: no module of a target runs", async () => {
    const folder = temporaryFolder();
    const mark = join(folder, "ran");
    writeFileSync(
      join(folder, "target.mjs"),
      `import { writeFileSync } from "node:fs"; writeFileSync(${JSON.stringify(mark)}, "");`,
    );
    writeFileSync(join(folder, "critgen.yaml"), "target: ./target.mjs\nimages: [PSTREA]\n");
    const editor = new Editor(folder);
    await editor.start();
    await editor.problemsOf("critgen.yaml", (found) => found.length > 0);
    const { existsSync } = await import("node:fs");
    expect(existsSync(mark)).toBe(false);
  });

  it("is served while it is broken, or names a folder that is missing", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "critgen.yaml"), "schema: missing\n");
    const editor = new Editor(folder);
    await editor.start();
    expect(await editor.problemsOf("critgen.yaml", (found) => found.length > 0)).toEqual(["unreadable 1:9-16"]);
    editor.type("critgen.yaml", "images: [\n");
    await editor.problemsOf("critgen.yaml", (found) => found.some((one) => one.startsWith("yaml-syntax")));
  });
});
