import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COMPILED, ROOT, run } from "./support/cli.ts";

/* Checks the dependencies and the published files. */

type Names = Readonly<Record<string, string>>;

interface Manifest {
  readonly dependencies?: Names;
  readonly devDependencies?: Names;
  readonly scripts?: Names;
}

interface Locked {
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
}

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const manifest = (path: string): Manifest => JSON.parse(read(join(path, "package.json"))) as Manifest;

/** Returns the first column of the table below a heading. */
function listed(heading: string): string[] {
  const [, section = ""] = read("docs/dependencies.md").split(`## ${heading}\n`);
  return [...(section.split("\n## ")[0] ?? "").matchAll(/^\| `([^`]+)` \| (.+?) \|/gm)].map(([, name = ""]) => name);
}

describe("the dependencies of critgen", () => {
  it("are all in docs/dependencies.md, each with its reason, and no others", () => {
    const { dependencies = {}, devDependencies = {} } = manifest(".");
    expect(listed("Installed with critgen")).toEqual(Object.keys(dependencies).sort());
    expect(listed("Installed with criu-checkpoint")).toEqual(
      Object.keys(manifest("checkpoint").dependencies ?? {}).sort(),
    );
    const others = [...listed("Inside critgen"), ...listed("For working on critgen")];
    expect(others.sort()).toEqual(Object.keys(devDependencies).sort());
  });

  it("are published with their licenses if critgen contains them", () => {
    const names = listed("Inside critgen").filter((name) => !name.startsWith("criu-"));
    const compiled = readFileSync(join(COMPILED, "dist/LICENSES"), "utf8");
    const told = [compiled, read("dist/studio/LICENSES")].flatMap((texts) => texts.split("\n\n\n"));
    expect(told.map((text) => text.split("\n")[0])).toEqual(expect.arrayContaining(names));
    for (const text of told) expect(text).toMatch(/^[\w@/-]+\n\n.*copyright/is);
  });

  it("do not extend to the generated package, and its installation runs nothing", () => {
    const generated = manifest("generated");
    for (const key of ["dependencies", "peerDependencies", "optionalDependencies", "bin"]) {
      expect(generated).not.toHaveProperty(key);
    }
    expect(Object.keys(generated.scripts ?? {})).toEqual(["prepack", "test"]);
  });

  it("are pinned, and run no script on installation", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as {
      readonly packages: Readonly<Record<string, Locked>>;
    };
    const others = Object.entries(packages).filter(
      ([path, { link }]) => path.includes("node_modules/") && link !== true,
    );
    expect(others.length).toBeGreaterThan(10);
    // The binaries are packages of their own; the script only replaces a small launcher by one.
    const scripts = others.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(scripts.map(([path, { dev }]) => ({ path, dev }))).toEqual([{ path: "node_modules/esbuild", dev: true }]);
    for (const [path, { integrity, resolved }] of others) {
      expect({ path, resolved }).toEqual({ path, resolved: undefined });
      expect(integrity, path).toMatch(/^sha512-/);
    }
  });
});

describe("the installation of test tools", () => {
  it("runs no scripts", () => {
    expect(read("test/runtimes/tools/tools.mjs")).toMatch(/"ci", "--ignore-scripts"/);
  });
});

describe("the published package", () => {
  it("has a command that can be executed, after any build", () => {
    expect(statSync(join(COMPILED, "dist/main.cjs")).mode & 0o111).toBe(0o111);
  });

  it("has the files to run critgen and to explain it, and no others", () => {
    const { code, out } = run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"]);
    expect(code).toBe(0);
    const [{ files }] = JSON.parse(out) as [{ readonly files: readonly { readonly path: string }[] }];
    const allowed = [
      /^(?:LICENSE|NOTICE|README\.md|package\.json|docs\/man\/critgen\.1|docs\/[\w-]+\.md|registry\/data\/places\.tsv\.gz)$/,
      /^examples\/templates\/[\w./-]+$/,
      /^dist\/(?:[\w.-]+\.cjs|api\.d\.cts|LICENSES)$/,
      /^dist\/studio\/(?:LICENSES|(?:critgen-studio|index)\.html|assets\/[\w.-]+\.(?:js|css))$/,
      /^schema\/(?:\w+(?:\.schema)?\.(?:yaml|json)|messages\/[\w.-]+\.proto)$/,
      /^registry\/html\/templates\/[\w.-]+$/,
      /^runtime\/(?:manifest\.json|package\.json|[\w/-]+\.ts)$/,
      /^templates\/(?:[\w./-]+\.hbs|go\/runtime\/[\w/]+\.go|python\/runtime\/[\w/]+\.(?:py|typed))$/,
    ];
    expect(files.filter(({ path }) => !allowed.some((one) => one.test(path)))).toEqual([]);
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(["schema/images.yaml", "templates/typescript/image.ts.hbs", "LICENSE", "README.md"]),
    );
  });

  it("runs no script on installation", () => {
    const { scripts = {} } = manifest(".");
    const run = ["preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare"];
    expect(run.filter((name) => name in scripts)).toEqual([]);
  });
});
