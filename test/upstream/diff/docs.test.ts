import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { breaksText } from "../../../upstream/diff/describe.ts";
import { RULES } from "../../../upstream/diff/rules/rules.ts";
import { critgenHere, ROOT } from "../../support/here.ts";
import { PROJECT_SCHEMA, temporaryFolder } from "../../support/schema.ts";

const text = readFileSync(join(ROOT, "docs/diff.md"), "utf8");

function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "ms").exec(text)?.[1] ?? "";
}

/** Makes a folder with today's schema as `v4.2`, and as `v4.1` with the document's message. */
function releases(): string {
  const folder = temporaryFolder();
  for (const name of ["v4.1", "v4.2"]) cpSync(PROJECT_SCHEMA, join(folder, name), { recursive: true });
  const path = join(folder, "v4.1/messages/pagemap.proto");
  const proto = readFileSync(path, "utf8");
  const message = /^message pagemap_entry \{.*?^\}\n/ms;
  expect(proto).toMatch(message);
  writeFileSync(path, proto.replace(message, block("proto")));
  const table = join(folder, "v4.1/images.yaml");
  writeFileSync(table, readFileSync(table, "utf8").replace("  pagemap_entry.compat_nr_pages: PAGES\n", ""));
  // The example is about messages: without relations on one side, they are not compared.
  rmSync(join(folder, "v4.1/relations.yaml"));
  return folder;
}

describe("docs/diff.md", () => {
  it("lists each rule with its effect and reason, and no others", () => {
    const rows = [...text.matchAll(/^\| `([\w-]+)` \| (.*?) \| (.*?) \| (.*) \|$/gm)].map(([, ...cells]) => cells);
    const rules = RULES.map(({ id, title, breaks, why }) => [id, title, breaksText(breaks) || "nothing", why]);
    expect(rows).toEqual(rules);
  });

  it("shows the output of its example", async () => {
    const cwd = releases();
    expect(await critgenHere(["diff", "v4.1", "v4.2"], { cwd })).toEqual({ code: 1, out: block("text"), err: "" });
    expect((await critgenHere(["diff", "v4.1", "v4.2", "--markdown"], { cwd })).out).toBe(block("markdown"));
  });

  it("explains all properties of the JSON", async () => {
    const { out } = await critgenHere(["diff", "v4.1", "v4.2", "--json"], { cwd: releases() });
    const { changes } = JSON.parse(out) as { changes: Record<string, unknown>[] };
    const explained = /`--json` is for programs\.(.*?)\n\n/s.exec(text)?.[1] ?? "";
    for (const key of Object.keys(changes[0] ?? {})) expect(explained).toContain(`\`${key}\``);
    expect(changes).toMatchObject([{ what: "field", group: "pagemap_entry", name: "nr_pages", wire: ["old readers"] }]);
  });
});
