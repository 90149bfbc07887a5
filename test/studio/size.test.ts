import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { ROOT } from "../support/run.ts";

const PAGE = join(ROOT, "dist/studio");

const packed = (path: string): number => gzipSync(readFileSync(join(PAGE, path)), { level: 9 }).length;

test("all of the page has at most 350 KiB, compressed", () => {
  const files = readdirSync(PAGE, { recursive: true, encoding: "utf8" });
  const parts = files.filter((name) => /\.(?:js|css)$/.test(name) || name === "index.html");
  expect(parts.length).toBeGreaterThan(5);
  expect(parts.reduce((sum, name) => sum + packed(name), 0)).toBeLessThan(350 * 1024);
});

test("the page allows no request, and no code from texts", () => {
  for (const name of ["index.html", "critgen-studio.html"]) {
    const html = readFileSync(join(PAGE, name), "utf8");
    const [, policy = ""] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    expect(policy).toMatch(/^default-src 'none'; script-src /);
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toMatch(/'unsafe-|\*|https?:/);
  }
});
