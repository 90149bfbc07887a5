import { readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../cli/program.ts";
import { CRITGEN, critgen, ROOT } from "../support/cli.ts";
import { temporaryFolder } from "../support/schema.ts";

/* Counts loaded modules: a command starts fast if it loads only what it needs. */

interface Loaded {
  readonly files: readonly string[];
  readonly builtins: readonly string[];
}

/** Returns the modules that a command loads, in a process of its own with a pipe as output. */
function loadedBy(...args: readonly string[]): Loaded {
  const file = join(temporaryFolder(), "loaded.json");
  const env = { LOADED: file, NODE_OPTIONS: `--require ${JSON.stringify(join(ROOT, "test/support/loaded.cjs"))}` };
  expect(critgen(args, { env })).toMatchObject({ code: 0, err: "" });
  return JSON.parse(readFileSync(file, "utf8")) as Loaded;
}

const IMAGE = "test/fixtures/images/fds/inventory.img";

/** Node's modules for streams and child processes, which are slow to load. */
const COSTLY = ["net", "stream", "internal/fs/streams", "child_process", "crypto", "worker_threads"];

describe("critgen decode", () => {
  it("loads few files of critgen, and no library", () => {
    const { files } = loadedBy("decode", IMAGE);
    expect(files.map((file) => dirname(file))).toEqual(files.map(() => dirname(CRITGEN)));
    expect(files.length).toBeLessThan(10);
  });

  it("loads no streams, because it reads a file at once", () => {
    const { builtins } = loadedBy("decode", IMAGE);
    expect(COSTLY.filter((name) => builtins.includes(name))).toEqual([]);
    expect(loadedBy("info", IMAGE).builtins).toContain("net");
  });
});

describe("critgen x", () => {
  it("loads the readers of its own images, and not those of all", () => {
    const { files } = loadedBy("x", "test/fixtures/images/basic", "ps");
    const size = files.reduce((sum, file) => sum + statSync(file).size, 0);
    // All readers would add 200 KiB.
    expect(size).toBeLessThan(520_000);
  });
});

describe("critgen generate --check", () => {
  it("loads no library if the schema is critgen's own and the folder is current", () => {
    const { files } = loadedBy("generate", "--check");
    expect(files.map((file) => dirname(file))).toEqual(files.map(() => dirname(CRITGEN)));
  });
});

describe("critgen upgrade", () => {
  it("alone loads ts-morph", () => {
    const loads = (...args: readonly string[]): boolean =>
      loadedBy(...args).files.some((file) => file.includes("ts-morph"));
    const project = temporaryFolder();
    writeFileSync(join(project, "main.ts"), `import ${JSON.stringify(join(ROOT, "generated/src/magic.ts"))};\n`);
    writeFileSync(join(project, "tsconfig.json"), '{ "compilerOptions": { "noEmit": true, "skipLibCheck": true } }\n');
    expect(loads("upgrade", "--project", project)).toBe(true);
    const others = [
      ["generate", "--check", "--schema", "schema"],
      ["diff", "schema", "schema"],
      ["audit", "--against", "test/fixtures/audit-trees/go-criu", "--explain"],
      ["size", "--help"],
      ["upgrade", "--help"],
      ["magic", "PAGEMAP"],
      ["compat", "test/fixtures/images/fds"],
    ];
    expect(others.filter((args) => loads(...args))).toEqual([]);
  });
});

describe("createProgram", () => {
  const names = (word?: string): string[] => createProgram(word).commands.map((command) => command.name());

  it("defines the requested command alone, otherwise all", () => {
    const alone = names().filter((name) => name !== "help");
    expect(alone.length).toBeGreaterThan(15);
    expect(alone.map((name) => names(name))).toEqual(alone.map((name) => [name]));
    for (const word of ["help", "--help", "decod", "toString"]) expect(names(word)).toEqual(names());
  });
});
