import { describe, expect, it } from "vitest";
import { changed } from "../../../lsp/text/change.ts";
import type { DiagnosticFixes } from "../../../studio/compiler/fixes.ts";
import { pageCompiler } from "./page-compiler.ts";

const TABLE = "images.yaml";

/** Begins with a schema that has a change, and lists the fixes of its problems, or of its audit. */
async function fixesAfter(name: string, file: string, from: string, to: string, pass: "problems" | "audit") {
  const compiler = pageCompiler();
  const texts = new Map(await compiler.ask("start", { name }));
  const right = texts.get(file) ?? "";
  expect(right).toContain(from);
  texts.set(file, right.replace(from, to));
  await compiler.ask("edit", { path: file, text: texts.get(file) });
  await compiler.ask(pass, undefined);
  return { compiler, texts, right, found: (await compiler.ask("fixes", undefined)) ?? [] };
}

const titlesOf = (found: readonly DiagnosticFixes[]): string[] =>
  found.flatMap(({ fixes }) => fixes.map(({ title }) => title));

describe("fixes in the page", () => {
  it("mend the text, by the functions of the language server", async () => {
    const broken = ["entries: tag_entry", "entries: tag_entri"] as const;
    const { compiler, texts, right, found } = await fixesAfter("image", TABLE, ...broken, "problems");
    expect(found).toMatchObject([{ path: TABLE, diagnostic: { code: "unknown-message" } }]);
    const [fix] = found[0]?.fixes ?? [];
    if (fix === undefined) throw new Error("there is a fix");
    expect(fix.title).toBe("Change `tag_entri` to `tag_entry`");
    const text = changed(texts.get(fix.path) ?? "", [fix]);
    expect(text).toBe(right);
    await compiler.ask("edit", { path: TABLE, text });
    await compiler.ask("problems", undefined);
    expect(await compiler.ask("fixes", undefined)).toEqual([]);
  });

  it("propose free magics for a finding of the audit", async () => {
    const taken = ["town: Vladimir", "town: Wladymyrz"] as const;
    const { found } = await fixesAfter("critgen", TABLE, ...taken, "audit");
    expect(titlesOf(found)).toContainEqual(expect.stringMatching(/^Take the free magic 0x[\dA-F]{8} of /i));
    expect(titlesOf(found)).toContainEqual(expect.stringMatching(/^Accept unknown-town of /));
  });
});
