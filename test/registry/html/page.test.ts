import { createHash } from "node:crypto";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { hex } from "../../../generator/model/coordinates.ts";
import type { Model } from "../../../generator/model/model.ts";
import { magicsOf } from "../../../generator/model/registry.ts";
import { auditSchema } from "../../../registry/audit/audit.ts";
import { renderAuditPage } from "../../../registry/html/page.ts";
import { project } from "../../../registry/html/projection.ts";
import type { Finding } from "../../../registry/rules/finding.ts";
import { copyOfSchema, PROJECT_SCHEMA } from "../../support/schema.ts";

/* Checks the content of the page; test/runtimes/page.mjs checks its behaviour in a browser. */

const { model, findings } = auditSchema(PROJECT_SCHEMA);
const page = renderAuditPage(model, findings);

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
const finding = (over: Partial<Finding>): Finding => ({
  rule: "near-magics",
  severity: "warning",
  message: "`PSTREE` is odd",
  at: { file: "images.yaml", line: 7, column: 3 },
  subjects: ["PSTREE"],
  ...over,
});

describe("the audit page", () => {
  it("has a row for every image, head and reserved magic", () => {
    const rows = model.images.length + Object.keys(model.heads).length + model.reserved.length;
    expect(count(page, /<tr data-show/g)).toBe(rows);
    for (const { name, file } of model.images) {
      expect(page).toContain(`<bdi class="name">${name}</bdi>`);
      expect(page).toContain(`<code>${file}</code>`);
    }
  });

  it("has a point and all facts for every magic", () => {
    const magics = magicsOf(model);
    expect(count(page, /class="point /g)).toBe(magics.length);
    expect(count(page, /<article id="about-m/g)).toBe(magics.length);
    for (const { value, town } of magics) {
      const digits = hex(value).slice(2);
      expect(page).toContain(
        `<span class="north">${digits.slice(0, 4)}</span><span class="east">${digits.slice(4)}</span>`,
      );
      if (town !== undefined) expect(page).toContain(`aria-label="${town}, `);
    }
  });

  it("shows every finding, and the reason of its acceptance", () => {
    expect(findings.length).toBeGreaterThan(10);
    for (const { accepted = "", at } of findings) {
      expect(page).toContain(accepted.replaceAll("'", "&#x27;").replaceAll("`", ""));
      expect(page).toContain(`${at.file}:${at.line}:${at.column}`);
    }
  });

  it("is self-contained: it links to no file, font, picture or server", () => {
    const links = [...page.matchAll(/\s(?:src|href|srcset|action|data)\s*=\s*"([^"]*)"/g)].map(([, to = ""]) => to);
    expect(links.filter((to) => !/^(#|data:,$)/.test(to))).toEqual([]);
    expect(page).not.toMatch(/@import|url\(/);
  });

  it("allows only its own scripts and styles", () => {
    const [, policy = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const inline = [...page.matchAll(/<(?:script type="module"|style)>(.*?)<\/(?:script|style)>/gs)].map(
      ([, text = ""]) => text,
    );
    expect(inline.length).toBe(4);
    for (const text of inline) {
      const hash = createHash("sha256").update(text).digest("base64").replaceAll("=", "&#x3D;");
      expect(policy).toContain(`sha256-${hash}`);
    }
    expect(policy).toMatch(/^default-src &#x27;none&#x27;;/);
    expect(policy).not.toContain("unsafe");
    expect(page).not.toMatch(/\son\w+=|\sstyle=|javascript:/);
  });

  it("is small, and the same each time", () => {
    expect(renderAuditPage(model, findings)).toBe(page);
    expect(page.length).toBeLessThan(400_000);
  });
});

describe("a mark on the page", () => {
  const pointOf = (html: string, name: string): string =>
    new RegExp(`class="point (\\S+)"[^>]*: ${name}[",]`).exec(html)?.[1] ?? "";

  it("shows the worst open finding about a row", () => {
    const both = [finding({}), finding({ severity: "error", accepted: "So it was released" })];
    expect(pointOf(renderAuditPage(model, both), "PSTREE")).toBe("mark-warning");
    expect(pointOf(renderAuditPage(model, both.slice(1)), "PSTREE")).toBe("mark-accepted");
    expect(pointOf(renderAuditPage(model, [...both, finding({ severity: "error" })]), "PSTREE")).toBe("mark-error");
    expect(pointOf(renderAuditPage(model, both), "INVENTORY")).toBe("mark-none");
  });

  it("covers an owner through findings about its aliases", () => {
    const html = renderAuditPage(model, [finding({ subjects: ["SHMEM_PAGEMAP"] })]);
    expect(pointOf(html, "PAGEMAP")).toBe("mark-warning");
  });

  it("is absent without findings", () => {
    const html = renderAuditPage(model, []);
    expect(html).toContain("No finding asks for a change.");
    expect(count(html, /class="[^"]*mark-(?!none)/g)).toBe(4);
  });
});

describe("a hostile name", () => {
  const evil = `</script></style><img src=x onerror="hacked()">'\`{{constructor}}\`]]>-->&amp;\u202e`;
  const isInert = (html: string): void => {
    expect(count(html, /<script/g)).toBe(3);
    expect(count(html, /<\/script/g)).toBe(3);
    expect(count(html, /<\/style/g)).toBe(1);
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img");
  };

  it("is escaped if it comes from a schema", () => {
    const schema = copyOfSchema();
    const row = { about: evil, file: "hostile.img", magic: 0x56194400, town: evil, entries: "utsns_entry" };
    appendFileSync(join(schema, "images.yaml"), `\n  HOSTILE: ${JSON.stringify(row)}\n`);
    const audit = auditSchema(schema);
    isInert(renderAuditPage(audit.model, audit.findings));
  });

  it("is escaped even in fields for which a schema allows no such name", () => {
    const image = {
      ...(model.images[0] ?? expect.fail()),
      name: evil,
      file: evil,
      about: evil,
      town: evil,
      until: evil,
    };
    const head = { ...model.heads.common, name: evil, town: evil, about: evil };
    const bad: Model = {
      ...model,
      criu: evil,
      images: [image],
      heads: { common: head, service: head },
      reserved: [head],
    };
    const found = finding({
      rule: evil,
      message: evil,
      suggestion: evil,
      subjects: [evil],
      at: { file: evil, line: 1, column: 1 },
    });
    isInert(renderAuditPage(bad, [found, { ...found, accepted: evil }]));
  });
});

describe("the map on the page", () => {
  it("shows towns at their Mercator positions", () => {
    for (const [lat, lon] of [
      [0, 0],
      [55.75, 37.6],
      [83, 99.9],
    ] as const) {
      const { x, y } = project({ lat, lon });
      expect(x / 24).toBeCloseTo(lon, 1);
      expect((-y / 24) * (Math.PI / 180)).toBeCloseTo(Math.asinh(Math.tan((lat * Math.PI) / 180)), 3);
    }
  });

  it("uses the same units for its land, from 14° west to 114° east and up to 84° north", () => {
    const [, path = ""] = /class="land" d="([^"]*)"/.exec(page) ?? [];
    let [x, y] = [0, 0];
    const corners = [...path.matchAll(/m(-?\d+)[ ]?(-?\d+)(?:l([^mz]*)z)?/g)].flatMap(([, dx, dy, line = ""]) => {
      [x, y] = [x + Number(dx), y + Number(dy)];
      const start = [x, y];
      const steps = line.match(/-?\d+/g)?.map(Number) ?? [];
      const points = steps.flatMap((step, i) => {
        if (i % 2 === 0) x += step;
        else y += step;
        return i % 2 === 0 ? [] : [[x, y]];
      });
      [x, y] = start as [number, number];
      return [start, ...points];
    });
    const [xs, ys] = [corners.map(([at = 0]) => at), corners.map(([, at = 0]) => at)];
    expect([Math.min(...xs), Math.max(...xs)]).toEqual([-14 * 24, 114 * 24]);
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(Math.round(project({ lat: 84, lon: 0 }).y) - 1);
    expect(Math.min(...ys)).toBeLessThan(project({ lat: 80, lon: 0 }).y);
  });

  it("frames its default region if it has no points, and lists magics without coordinates", () => {
    const images = loadModel(PROJECT_SCHEMA)
      .images.slice(0, 1)
      .map((image) => ({ ...image, magic: 0xabcdef01 }));
    const head = { ...model.heads.common, value: 0xdeadbeef };
    const html = renderAuditPage({ ...model, images, reserved: [], heads: { common: head, service: head } }, []);
    expect(html).not.toContain('class="point ');
    expect(html).toMatch(/Not on the map.*0xdeadbeef.*0xabcdef01/s);
  });

  it("shows positions beyond the pole at its edge", () => {
    expect(project({ lat: 99, lon: 10 })).toEqual(project({ lat: 84, lon: 10 }));
  });
});
