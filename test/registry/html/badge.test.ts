import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { renderBadge } from "../../../registry/html/badge.ts";
import type { Finding } from "../../../registry/rules/finding.ts";
import { critgenHere } from "../../support/here.ts";
import { afterAllTests, PROJECT_SCHEMA, row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

const at = { file: "images.yaml", line: 1, column: 1 };
const finding = (severity: Finding["severity"], accepted?: string): Finding => ({
  ...{ rule: "near-magics", severity, message: "</svg><script>", at, subjects: ["<b>"] },
  ...(accepted !== undefined && { accepted }),
});

describe("the badge", () => {
  const model = loadModel(tinySchema({ images: table(row("THING", "raw: true")) }, afterAllTests()));
  const label = (...findings: readonly Finding[]) => /aria-label="(.*?)"/.exec(renderBadge(model, findings))?.[1];

  it("counts errors, else warnings, else images; notes and accepted findings do not count", () => {
    expect(label()).toBe("CRIU images: 2, nothing to do");
    expect(label(finding("note"), finding("error", "So"))).toBe("CRIU images: 2, nothing to do");
    expect(label(finding("warning"), finding("warning"))).toBe("CRIU images: 2 warnings");
    expect(label(finding("warning"), finding("error"))).toBe("CRIU images: 1 error");
  });

  it("is balanced XML without text of the schema, and loads nothing", () => {
    const svg = renderBadge(model, [finding("error")]);
    const tags = [...svg.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)].filter(([, , , empty]) => empty === "");
    const open: string[] = [];
    for (const [, end, name] of tags) {
      if (end === "") open.push(name ?? "");
      else expect(open.pop()).toBe(name);
    }
    expect([open, svg.includes("script"), /href|url\(|@import/.test(svg)]).toEqual([[], false, false]);
  });

  it("is written with --badge", async () => {
    const file = join(temporaryFolder(), "site/registry.svg");
    expect((await critgenHere(["audit", "--badge", file])).code).toBe(0);
    const { images } = loadModel(PROJECT_SCHEMA);
    expect(readFileSync(file, "utf8")).toContain(`<title>CRIU images: ${images.length}, nothing to do</title>`);
  });
});
