import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { ROOT } from "../support/run.ts";

const PAGE = join(ROOT, "dist/studio");

const packed = (path: string): number => gzipSync(readFileSync(join(PAGE, path)), { level: 9 }).length;

/** Lists files with all that they import at once, not what they load on demand. */
function withImports(names: readonly string[]): Set<string> {
  const all = new Set(names);
  for (const name of all) {
    const code = readFileSync(join(PAGE, name), "utf8");
    for (const [, other = ""] of code.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g))
      all.add(`assets/${other}`);
  }
  return all;
}

test("the page and its worker have at most 350 KiB, compressed, before they load what few visitors need", () => {
  const files = readdirSync(PAGE, { recursive: true, encoding: "utf8" });
  // The compiler has a worker of its own, which starts when somebody tries a schema.
  const isFirst = (name: string): boolean =>
    /^assets\/index-[\w-]+\.(?:js|css)$/.test(name) ||
    (/^assets\/worker-[\w-]+\.js$/.test(name) && readFileSync(join(PAGE, name), "utf8").includes("overview.facts"));
  const first = withImports(files.filter(isFirst));
  expect(first.size).toBeGreaterThan(3);
  const sizes = ["index.html", ...first].map(packed);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(350 * 1024);
  const all = files.filter((name) => name.endsWith(".js"));
  expect(all.length).toBeGreaterThan(first.size);
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
