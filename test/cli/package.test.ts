import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import type { Size } from "../../generator/size/measure.ts";
import { type Result, run } from "../support/cli.ts";
import { critgenHere } from "../support/here.ts";
import { temporaryFolder } from "../support/schema.ts";

/** Returns a function that runs critgen in a folder. */
const inside =
  (cwd: string) =>
  (...args: readonly string[]): Promise<Result> =>
    critgenHere(args, { cwd });

describe("critgen init", () => {
  it("writes a config that generate accepts, prints the next steps, and never overwrites a file", async () => {
    const cwd = temporaryFolder();
    const here = inside(cwd);
    const options = ["--name", "@acme/x", "--images", "PAGEMAP,IPCNS_*", "--parts", "codec,json", "--out", "x"];
    const { code, out, err } = await here("init", ...options);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^critgen\.yaml is written\. Next:\n[\s\S]*critgen generate +writes x\/[\s\S]*critgen size/);
    const text = readFileSync(join(cwd, "critgen.yaml"), "utf8");
    for (const line of ['name: "@acme/x"', "license: MIT", "out: x"]) expect(text).toContain(line);
    expect(await here("generate", "--check")).toMatchObject({
      code: 1,
      err: "x does not exist: run `critgen generate`.\n",
    });
    await here("generate");
    writeFileSync(join(cwd, "critgen.yaml"), text.replace("0.1.0", "0.2.0"));
    expect((await here("generate", "--check")).err).toMatch(
      /^x is out of date with critgen\.yaml and .*schema:\n {2}changed/,
    );
    writeFileSync(join(cwd, "critgen.yaml"), text);
    expect(await here("init")).toEqual({
      code: 2,
      out: "",
      err: "critgen: there is critgen.yaml already: edit it, or write another one with --config FILE\n",
    });
    expect(readFileSync(join(cwd, "critgen.yaml"), "utf8")).toBe(text);
  });

  it("takes license and repository from package.json, and the JSON Schema from an installed critgen", async () => {
    const cwd = temporaryFolder();
    const repository = { url: "git+https://example.org/x.git" };
    writeFileSync(join(cwd, "package.json"), JSON.stringify({ license: "Apache-2.0", repository }));
    writeFileSync(join(cwd, "LICENSE"), "text");
    mkdirSync(join(cwd, "node_modules/critgen/schema"), { recursive: true });
    writeFileSync(join(cwd, "node_modules/critgen/schema/critgen.schema.json"), "{}");
    expect((await inside(cwd)("init", "--name", "x")).code).toBe(0);
    const text = readFileSync(join(cwd, "critgen.yaml"), "utf8");
    expect(text).toContain("# yaml-language-server: $schema=node_modules/critgen/schema/critgen.schema.json");
    expect(text).toContain("license: Apache-2.0\nrepository: git+https://example.org/x.git");
  });

  it("takes the license text from LICENSE.md, and the folder in the repository from package.json", async () => {
    const cwd = temporaryFolder();
    const repository = { type: "git", url: "github:acme/x", directory: "packages/x" };
    writeFileSync(join(cwd, "package.json"), JSON.stringify({ license: "Apache-2.0", repository }));
    writeFileSync(join(cwd, "LICENSE.md"), "Apache");
    const here = inside(cwd);
    expect((await here("init", "--name", "x", "--images", "UTSNS")).code).toBe(0);
    expect((await here("generate")).code).toBe(0);
    const made = (file: string): string => readFileSync(join(cwd, "generated", file), "utf8");
    expect(made("LICENSE")).toBe("Apache");
    expect(made("README.md")).toContain("License: Apache-2.0.");
    const url = "git+https://github.com/acme/x.git";
    expect(JSON.parse(made("package.json"))).toMatchObject({
      license: "Apache-2.0",
      repository: { type: "git", url, directory: "packages/x" },
    });
  });

  it("makes a package without a license if the project has none", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "package.json"), '{ "license": "UNLICENSED" }');
    const here = inside(cwd);
    await here("init", "--name", "x", "--images", "UTSNS");
    expect((await here("generate")).code).toBe(0);
    expect(existsSync(join(cwd, "generated/LICENSE"))).toBe(false);
    expect(readFileSync(join(cwd, "generated/package.json"), "utf8")).toContain('"license": "UNLICENSED"');
  });

  it("names an unreadable package.json", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "package.json"), "{");
    expect(await inside(cwd)("init")).toMatchObject({
      code: 2,
      err: expect.stringContaining("package.json is not JSON"),
    });
  });

  it.each([
    ["--name A'b", "a package cannot have the name"],
    ["--name fs", "fs is a core module name"],
    ["--name x --license Apache-2.0", "there is no file LICENSE beside critgen.yaml"],
    ["--name x --license WTF", "`WTF` is neither an SPDX expression"],
    ["--name x --repository here", "`here` is not the URL of a repository"],
    ["--output package", "a package must have a name"],
    ["--images P.GEMAP", "there is no image `P.GEMAP`"],
    ["--images PAGE(MAP", "there is no image `PAGE(MAP`"],
    ["--images PAGEMAP|MM", "there is no image `PAGEMAP|MM`"],
    ["--images PAGEMAPS", "there is no image `PAGEMAPS`; did you mean PAGEMAP?"],
    ["--parts codec,jsn", "there is no part `jsn`; did you mean json?"],
  ])("refuses %s, and writes nothing", async (options, message) => {
    const cwd = temporaryFolder();
    const { code, err } = await inside(cwd)("init", ...options.split(" "));
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(existsSync(join(cwd, "critgen.yaml"))).toBe(false);
  });

  it("asks on a terminal for a name, images by search, parts and a folder", () => {
    const cwd = temporaryFolder();
    // Each answer is typed once its question appears.
    const typed = [
      ["Language of the package", "\\r"],
      ["Name of the package", "@acme/asked\\r"],
      ["Which images", "pagemap\\t\\r"],
      ["More parts", " \\r"],
      ["Output language", "\\r"],
      ["Output folder", "there\\r"],
    ];
    const script = typed.map(([question, keys]) => `wait_for '${question}'; printf '${keys}'`).join("\n");
    const shell = `wait_for() { for i in $(seq 300); do grep -q "$1" log 2>/dev/null && break; sleep 0.1; done; grep -q "$1" log || echo "$1" >>missed; sleep 0.3; }
{ ${script}
sleep 1; } | script -qefc 'stty cols 100 rows 40; critgen init' log`;
    run("bash", ["-c", shell], { cwd, env: { TERM: "xterm" } });
    expect(existsSync(join(cwd, "missed"))).toBe(false);
    const text = readFileSync(join(cwd, "critgen.yaml"), "utf8");
    expect(text).toContain('name: "@acme/asked"');
    expect(text).toMatch(/images: \[ \w*PAGEMAP\w* \]/);
    expect(text).toContain("parts: [ codec, json ]");
    expect(text).toContain("output: package");
    expect(text).toContain("out: there");
  });
});

describe("critgen size", () => {
  const config = (budget: string): string => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "critgen.yaml"), `images: [PAGEMAP, PSTREE]\nbudget: ${budget}\n`);
    return cwd;
  };

  it("reports the size of each image, and exits with 0 within the budget", async () => {
    const { code, out } = await inside(config("{ PAGEMAP: 3584, all: 20000 }"))("size");
    expect(code).toBe(0);
    const [head = "", ...rows] = out.trimEnd().split("\n");
    expect(head).toMatch(/^bytes +read, minified +gzipped +write, minified +gzipped +budget$/);
    expect(rows.map((line) => line.split(/ +/)[0])).toEqual(["PSTREE", "PAGEMAP", "all"]);
    expect(rows[1]).toMatch(/^PAGEMAP +[\d,]+ +3,[\d]{3} +[\d,]+ +[\d,]+ +3,584$/);
  });

  it("exits with 1 if an image exceeds its budget, by name or pattern, and reports the excess", async () => {
    const { code, out } = await inside(config('{ PSTREE: 9000, "P*": 100 }'))("size");
    expect(code).toBe(1);
    expect(out).toMatch(/^PAGEMAP .* 100 {2}over by 3,\d{3}$/m);
    expect(out).toMatch(/^PSTREE .* 9,000 *$/m);
    const { out: json } = await inside(config("{ all: 1 }"))("size", "--json");
    const costs = JSON.parse(json) as { name: string; isOver: boolean; read: { gzipped: number } }[];
    expect(costs.map(({ name, isOver }) => [name, isOver])).toEqual([
      ["PSTREE", false],
      ["PAGEMAP", false],
      ["all", true],
    ]);
  });

  it("measures the bundled package as published", async () => {
    const cwd = temporaryFolder();
    const here = inside(cwd);
    await here("generate", "--images", "PAGEMAP", "--name", "x", "--out", "x");
    const [cost] = JSON.parse((await here("size", "--images", "PAGEMAP", "--json")).out) as { read: Size }[];
    const contents = 'export { decodePagemapImage } from "./x/dist/index.js";';
    const stdin = { contents, resolveDir: cwd };
    const { outputFiles } = await build({ stdin, bundle: true, format: "esm", minify: true, write: false });
    const code = outputFiles[0]?.contents ?? "";
    // The compilers for publishing and measuring differ in a few characters.
    expect(Math.abs((cost?.read.minified ?? 0) - code.length)).toBeLessThan(10);
    expect(Math.abs((cost?.read.gzipped ?? 0) - gzipSync(code, { level: 9 }).length)).toBeLessThan(10);
  });
});
