import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path/posix";
import { execPath } from "node:process";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../generator/generate.ts";
import { renderMarkdown } from "../../site/documents/markdown.ts";
import { brokenLinks } from "../../site/page/links.ts";
import type { Page } from "../../site/page/page.ts";
import { ROOT } from "../support/run.ts";

const folder = mkdtempSync(join(tmpdir(), "critgen-site-"));
const built = spawnSync(execPath, [join(ROOT, "scripts/site.mjs"), folder], { encoding: "utf8" });
const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
const files = new Map(
  names
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
);
rmSync(folder, { recursive: true });

it("is built without a word on standard error", () => expect(built.stderr).toBe(""));

const model = loadModel(join(ROOT, "schema"));
const textOf = (path: string): string => files.get(path) ?? "";
const pages = [...files.keys()].filter((path) => path.endsWith(".html") && !path.startsWith("studio/"));
const idsOf = (path: string): string[] => [...textOf(path).matchAll(/\sid="([^"]+)"/g)].map(([, id = ""]) => id);

describe("the site", () => {
  it("has a place for each image, message, field, enum and value, with its meaning", () => {
    for (const { name } of model.images) expect(textOf(`format/images/${name}.html`)).toContain(`<code>${name}</code>`);
    for (const { name, fields } of model.messages) {
      const ids = idsOf(`format/messages/${name}.html`);
      expect([name, ids]).toEqual([name, expect.arrayContaining(fields.map((field) => field.name))]);
    }
    for (const { name, values } of model.enums) {
      expect(idsOf(`format/enums/${name}.html`)).toEqual(expect.arrayContaining(values.map((value) => value.name)));
    }
    for (const { name } of model.history.releases) expect(idsOf("format/releases.html")).toContain(name);
    for (const { name } of model.relations.spaces) expect(idsOf("format/ids.html")).toContain(name);
    for (const { name } of model.relations.privacy) expect(idsOf("format/privacy.html")).toContain(name);
  });

  it("tells the relations of a field in both directions", () => {
    const shmid = textOf("format/messages/vma_entry.html").split('id="shmid"')[1]?.split("</section>")[0];
    expect(shmid).toContain("ids.html#ipc-segment");
    expect(shmid).toContain("if status has VMA_AREA_SYSVIPC");
    const pid = textOf("format/messages/pstree_entry.html").split('id="pid"')[1]?.split("</section>")[0];
    expect(pid).toContain("pstree_entry.html#ppid");
    const pages = textOf("format/images/PAGES.html");
    expect(pages).toContain("PAGEMAP.html");
    expect(pages).toContain("pagemap_entry.html#nr_pages");
    expect(pages).toContain("privacy.html#memory");
  });

  it("tells the town, the layout and the releases of an image", () => {
    const image = textOf("format/images/TCP_STREAM.html");
    for (const text of ["0x51465506", "Orenburg", "tcp_stream_entry.html", "inq bytes(inq_len)", "releases.html#v1.0"])
      expect(image).toContain(text);
    expect(textOf("format/messages/pagemap_entry.html")).toContain("required uint32 &#x3D; 2");
  });

  it("has no link that leads nowhere, in the files themselves", () => {
    const anchors = new Map(pages.map((path) => [path, new Set(idsOf(path))]));
    for (const path of pages) {
      for (const [, href = ""] of textOf(path).matchAll(/\s(?:href|src)="([^"]*)"/g)) {
        if (/^(?:https?:|data:)/.test(href)) continue;
        const [file = "", anchor] = href.split("#");
        const to = file === "" ? path : join(dirname(path), file);
        expect([path, href, files.has(to)]).toEqual([path, href, true]);
        if (anchor !== undefined) expect([path, href, anchors.get(to)?.has(anchor)]).toEqual([path, href, true]);
      }
    }
  });

  it("finds everything in the search, at a place that exists", () => {
    const [, index = "[]"] = textOf("search.html").match(/id="index">(.*)<\/script>/) ?? [];
    const rows = JSON.parse(index) as readonly (readonly [name: string, kind: string, about: string, href: string])[];
    const names = new Set(rows.map(([name]) => name));
    for (const { name } of [...model.images, ...model.messages, ...model.enums]) expect(names).toContain(name);
    for (const [, , , href] of rows) expect(files.has(href.split("#")[0] ?? "")).toBe(true);
  });

  it("allows no request, and no script but that of the search", () => {
    for (const path of pages) {
      const html = textOf(path);
      expect(html).toMatch(/content="default-src (?:'|&#x27;)none/);
      if (!["search.html", "registry.html"].includes(path))
        expect([path, html]).toEqual([path, expect.not.stringContaining("<script")]);
    }
    expect(textOf("site.css")).not.toMatch(/url\(|@import/);
  });

  it("wraps the registry and the studio in the same header", () => {
    for (const path of ["registry.html", "studio/index.html", "studio/critgen-studio.html", "format/index.html"])
      expect(textOf(path)).toContain('<header class="site-header">');
  });

  it("names the reference for the studio", () => {
    for (const path of ["studio/index.html", "studio/critgen-studio.html"])
      expect(textOf(path)).toContain('<link rel="help" href="../format/index.html">');
  });
});

describe("the check of links", () => {
  const page = (address: string, body: string): Page => ({ address, body, title: "", part: "docs", entries: [] });

  it("reports pages and anchors that do not exist, and anchors that occur twice", () => {
    const pages = [
      page("a.html", '<p id="x"></p><a href="/b.html#y">b</a><a href="/c.html">c</a><a href="#x">x</a>'),
      page("b.html", '<p id="z"></p><p id="z"></p><a href="relative.html">r</a>'),
    ];
    expect(brokenLinks(pages, [])).toEqual([
      "b.html: two elements have the id z",
      "a.html: no anchor /b.html#y",
      "a.html: nothing is at /c.html",
      "b.html: nothing is at relative.html",
    ]);
  });
});

describe("a document", () => {
  it("keeps HTML as text, and numbers equal headings", () => {
    const { html, headings } = renderMarkdown(
      "# A `b`\n\n<script>1</script>\n\n## C\n\n## C\n\n```ts\nlet a = 1;\n```\n",
      (to) => to,
    );
    expect(html).not.toContain("<script>");
    expect(headings.map(({ id }) => id)).toEqual(["a-b", "c", "c-1"]);
    expect(html).toContain('<span class="hljs-keyword">let</span>');
  });
});
