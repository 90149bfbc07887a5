import { beforeAll, describe, expect, it } from "vitest";
import { afterAllTests, copyOfSchema } from "../support/schema.ts";
import { Editor } from "./client.ts";

/**
 * Opens a copy of the schema with a part of a file replaced, and waits for its problems.
 *
 * @param ready editor that has such a copy open already, without problems
 */
async function broken(file: string, part: string, wrong: string, ready?: Editor): Promise<Editor> {
  const editor = ready ?? new Editor(copyOfSchema());
  if (ready === undefined) await editor.start();
  expect(editor.text(file)).toContain(part);
  editor.type(file, editor.text(file).replace(part, wrong));
  await editor.problemsOf(file, (found) => found.length > 0);
  return editor;
}

describe("did you mean", () => {
  const cleanup = afterAllTests();
  let ready: Editor;

  beforeAll(async () => {
    ready = new Editor(copyOfSchema(cleanup), cleanup);
    await ready.start();
  });

  it.each([
    ["images.yaml", "entries: pstree_entry", "entries: pstree_entri", "unknown-message"],
    ["images.yaml", "bytes(inq_len)", "bytes(inq_lem)", "bad-length-field"],
    ["images.yaml", "unless in_pagemaps", "unless in_pagemap", "bad-condition"],
    ["images.yaml", "pagemap_entry.in_parent: PAGES", "pagemap_entry.in_parant: PAGES", "bad-place"],
    ["images.yaml", "pagemap_entry.in_parent: PAGES", "pagemap_entri.in_parent: PAGES", "bad-place"],
    ["images.yaml", "magic: BINFMT_MISC, ", "magic: BINFMT_MIS, ", "unknown-magic"],
    ["images.yaml", "by: criu/image.c", "bi: criu/image.c", "unknown-key"],
    ["display.yaml", "[tcp_stream_entry.opt_mask]", "[tcp_stream_entry.opt_mas]", "bad-name-set"],
    ["messages/pagemap.proto", '"pmap.flags"', '"pmap.flag"', "unknown-display"],
    ["messages/tty.proto", "optional winsize_entry winsize", "optional winsize_entri winsize", "unknown-type"],
  ])("in %s mends %s", async (file, right, wrong, code) => {
    const editor = await broken(file, right, wrong, ready);
    const original = editor.text(file).replace(wrong, right);
    expect(editor.problems(file).join()).toContain(`${code} `);
    const [fix] = [...(await editor.fixes(file, new RegExp(`^${code}$`))).values()];
    expect(fix).toMatchObject({ isPreferred: true, title: expect.stringMatching(/^Change `\S+` to `\S+`$/) });
    if (fix !== undefined) editor.apply(fix.edit);
    expect(editor.text(file)).toBe(original);
    expect(await editor.problemsOf(file, (found) => found.length === 0)).toEqual([]);
  });
});

it("a missing import is written", async () => {
  const editor = await broken("messages/tty.proto", 'import "fown.proto";\n', "");
  const fix = (await editor.fixes("messages/tty.proto", /unknown-type/)).get("Import fown.proto");
  if (fix !== undefined) editor.apply(fix.edit);
  expect(editor.text("messages/tty.proto")).toContain('import "opts.proto";\nimport "fown.proto";\n');
  await editor.problemsOf("messages/tty.proto", (found) => found.length === 0);
});

describe("a finding", () => {
  const SHARED = ["magic: 0x50273030, town: Kyiv,", "magic: 0x50283030, town: Moscow,"] as const;

  it("is accepted with an empty reason, which a person must write", async () => {
    const editor = await broken("images.yaml", ...SHARED);
    expect(editor.problems("images.yaml").join()).toMatch(/shared-town|town-elsewhere/);
    const [title, fix] =
      [...(await editor.fixes("images.yaml", /shared-town|town-elsewhere/))].find(([name]) =>
        name.startsWith("Accept "),
      ) ?? [];
    expect(title).toMatch(/^Accept (?:town-elsewhere of PSTREE|shared-town of \S+ \+ \S+): write the reason$/);
    if (fix !== undefined) editor.apply(fix.edit);
    const [, subjects] = / of (.+): write/.exec(title ?? "") ?? [];
    expect(editor.text("images.yaml").replaceAll(/ +/g, " ")).toContain(`\n ${subjects}: ""\n`);
    await editor.problemsOf("images.yaml", (found) => found.some((one) => one.startsWith("bad-value ")));
  });

  it("about a town has free magics as fixes, which end it", async () => {
    const editor = await broken("images.yaml", ...SHARED);
    const fixes = await editor.fixes("images.yaml", /shared-town|town-elsewhere/);
    const [title, fix] = [...fixes].find(([name]) => name.startsWith("Take the free magic ")) ?? [];
    expect(title).toMatch(/^Take the free magic 0x\d{8} of \S+/);
    if (fix !== undefined) editor.apply(fix.edit);
    const [, magic, town] = /(0x\d{8}) of (.+)$/.exec(title ?? "") ?? [];
    expect(editor.text("images.yaml")).toMatch(new RegExp(`magic: ${magic}, town: ${town}, +entries: pstree_entry`));
    await editor.problemsOf("images.yaml", (found) => found.length === 0);
  });
});
