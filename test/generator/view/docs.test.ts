import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadModel, renderTemplates } from "../../../generator/generate.ts";
import { LANGUAGE_HELPERS } from "../../../generator/targets/languages.ts";
import { viewOf } from "../../../generator/view/view.ts";
import { ROOT } from "../../support/cli.ts";
import { PROJECT_SCHEMA, temporaryFolder } from "../../support/schema.ts";

// Compares docs/templates.md with the values of templates.
const document = readFileSync(join(ROOT, "docs/templates.md"), "utf8");
const model = loadModel(PROJECT_SCHEMA);
const view = viewOf(model);

/** Returns the names in the table below a heading. */
function namesUnder(heading: string): string[] {
  const [, section = ""] = new RegExp(`^#+ ${heading}\\n(.*?)(?=^#|(?![^]))`, "ms").exec(document) ?? [];
  return [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = ""]) => name);
}

function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "ms").exec(document)?.[1] ?? "";
}

describe("docs/templates.md", () => {
  it("lists the values of all templates", () => {
    expect(namesUnder("Data for templates").sort()).toEqual(["critgen", "template", ...Object.keys(view)].sort());
  });

  it.each([
    ["magics", view.magics],
    ["versions", view.versions],
    ["images", view.images],
    ["messages", view.messages],
    ["messages: fields", view.messages.flatMap(({ fields }) => fields)],
    ["enums", view.enums],
    ["enums: values", view.enums.flatMap(({ values }) => values)],
    ["flags and codes", [...view.flags, ...view.codes]],
    ["flags and codes: values", [...view.flags, ...view.codes].flatMap(({ values }) => values)],
    ["releases", view.releases],
  ])("lists each property of %s", (heading, things: readonly object[]) => {
    const names = namesUnder(heading).sort();
    expect(things.length).toBeGreaterThan(0);
    for (const thing of things) expect(Object.keys(thing).sort()).toEqual(names);
  });

  it("lists each helper", () => {
    expect(namesUnder("Helpers")).toEqual(Object.keys(LANGUAGE_HELPERS).sort());
  });

  it("shows the output of its example", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "memory.py.hbs"), block("handlebars"));
    expect(renderTemplates(folder, model).get("memory.py")).toBe(block("python"));
  });

  it("has examples that exist in the schema", () => {
    const find = <T extends { readonly name: string }>(all: readonly T[], name: string): T | undefined =>
      all.find((one) => one.name === name);
    expect(find(view.magics, "PSTREE")).toMatchObject({ define: "PSTREE_MAGIC", hex: "0x50273030", magic: true });
    expect(find(view.messages, "core_entry")?.file).toBe("messages/core.proto");
    expect(find(view.messages, "vma_entry")?.fields.find(({ name }) => name === "prot")).toMatchObject({
      type: "uint32",
      kind: "scalar",
      label: "required",
      required: true,
      display: ["flags: mmap.prot"],
    });
    const pages = find(view.messages, "pagemap_entry")?.fields.find(({ name }) => name === "nr_pages");
    expect(pages).toMatchObject({ since: "v4.2", note: expect.stringContaining("compat_nr_pages") });
    expect(find(find(view.enums, "fd_types")?.values ?? [], "PIDFD")).toMatchObject({ since: "v4.1", hex: "0x14" });
    expect(find(view.images, "GHOST_FILE")?.layout).toMatch(/^first ghost_file_entry; entries .*; rest bytes unless/);
  });
});
