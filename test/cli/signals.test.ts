import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { pathOf, textOf } from "../../generator/files/path.ts";
import { bash, critgen, environment, ROOT } from "../support/cli.ts";
import { critgenHere } from "../support/here.ts";
import { afterAllTests, type Cleanup, temporaryFolder } from "../support/schema.ts";

/*
 * Sends signals at any moment: critgen handles none while it works. An interrupted run leaves a draft, which the next
 * run that writes there removes.
 */

const HANDLERS = `--import ${pathToFileURL(join(ROOT, "test/support/handlers.mjs"))}`;
const FDS = join(ROOT, "test/fixtures/images/fds");
const TREES = join(ROOT, "test/fixtures/criu-trees");
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A folder with a copy of the schema, images, a large image of one entry, and its JSON. */
const PREPARED = prepared();

function prepared(): string {
  const folder = temporaryFolder(afterAllTests());
  cpSync(join(ROOT, "schema"), join(folder, "schema"), { recursive: true });
  cpSync(FDS, join(folder, "images"), { recursive: true });
  cpSync(join(TREES, "new"), join(folder, "tree"), { recursive: true });
  cpSync(join(TREES, "old"), join(folder, "older"), { recursive: true });
  expect(critgen(["import", "older", "--schema", "old"], { cwd: folder }).code).toBe(0);
  const threads = Array.from({ length: 100_000 }, (_, i) => i + 1);
  const entry = { pid: 1, ppid: 0, pgid: 1, sid: 1, threads };
  writeFileSync(join(folder, "large.json"), JSON.stringify({ magic: "PSTREE", entries: [entry] }));
  expect(critgen(["encode", "large.json", "-o", "large.img"], { cwd: folder }).code).toBe(0);
  return folder;
}

/** Copies the prepared folder. */
function workplace(cleanup?: Cleanup): string {
  const folder = temporaryFolder(cleanup);
  cpSync(PREPARED, folder, { recursive: true });
  return folder;
}

const COMMANDS: readonly (readonly string[])[] = [
  ["decode", "large.img", "-o", "out.json"],
  ["decode", "large.img"],
  ["encode", "large.json", "-o", "out.img"],
  ["show", "large.img"],
  ["info", "large.img"],
  ["dissect", "large.img"],
  ["x", "images", "mems"],
  ["compat", "images"],
  ["audit", "--schema", "schema"],
  ["audit", "--schema", "schema", "--html", "out.html"],
  ["diff", "schema", "schema"],
  ["magic", "suggest", "Nizhny", "Novgorod"],
  ["generate", "--schema", "schema", "--out", "made"],
  ["import", "tree", "--schema", "old"],
];

/** Commands that replace several files at the end, and hold signals for that moment. */
const HOLD: readonly string[] = ["generate", "import"];

describe("a handler of a signal", () => {
  const folder = workplace(afterAllTests());

  it.each(COMMANDS.map((words) => [words.join(" ")]))("is absent while %s works", (command) => {
    const log = join(folder, "handlers");
    rmSync(log, { force: true });
    const env = { NODE_OPTIONS: HANDLERS, HANDLERS: log };
    expect(bash(`critgen ${command} > /dev/null`, { cwd: folder, env }).code).toBeLessThan(2);
    const handlers = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
    expect(handlers).toEqual(HOLD.includes(command.split(" ")[0] ?? "") ? [...SIGNALS] : []);
  });
});

/** Returns the files of a folder except drafts. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  return Object.fromEntries(
    paths
      .filter((path) => !path.includes(".critgen."))
      .map((path) => [path, readFileSync(join(folder, path), "latin1")]),
  );
}

const drafts = (folder: string): string[] => readdirSync(folder).filter((name) => /^\.critgen\..*\.tmp$/.test(name));

describe("a signal at any moment", () => {
  it.each([
    ["decode", "large.img", "-o", "out"],
    ["encode", "large.json", "-o", "out"],
    ["audit", "--schema", "old", "--html", "out"],
    ["generate", "--schema", "schema", "--out", "made"],
    ["import", "tree", "--schema", "old"],
  ])("ends %s with all old files or all new ones", async (...args) => {
    const folder = workplace();
    const cwd = { cwd: folder };
    if (args.includes("out")) writeFileSync(join(folder, "out"), "old");
    const before = contents(folder);
    const old = join(temporaryFolder(), "old");
    cpSync(join(folder, "old"), old, { recursive: true });
    const start = performance.now();
    expect((critgen(args, cwd).code ?? 2) < 2).toBe(true);
    const duration = performance.now() - start;
    const after = contents(folder);
    for (const [i, signal] of SIGNALS.entries()) {
      if (args.includes("out")) writeFileSync(join(folder, "out"), "old");
      rmSync(join(folder, "old"), { recursive: true });
      cpSync(old, join(folder, "old"), { recursive: true });
      const child = spawn("critgen", args, { ...cwd, env: environment(), stdio: "ignore" });
      const exit = once(child, "exit");
      await sleep((duration * (i + 1 + Math.random())) / 5);
      child.kill(signal);
      const [code, by] = (await exit) as [number | null, string | null];
      expect(by === signal || (code ?? 2) < 2).toBe(true);
      const now = contents(folder);
      expect(
        [before, after].some((state) => JSON.stringify(state) === JSON.stringify(now)),
        `${signal}, ${i}`,
      ).toBe(true);
    }
    expect((critgen(args, cwd).code ?? 2) < 2).toBe(true);
    expect(contents(folder)).toEqual(after);
    expect(drafts(folder)).toEqual([]);
  });
});

describe("a signal to generate --watch", () => {
  const args = ["generate", "--schema", "old", "--out", "made"];
  const generated = workplace(afterAllTests());
  beforeAll(() => expect(critgen(args, { cwd: generated }).code).toBe(0));

  it.each(SIGNALS)("ends it with all old files or all new ones: %s", async (signal) => {
    const folder = temporaryFolder();
    cpSync(generated, folder, { recursive: true });
    const [before, proto] = [contents(join(folder, "made")), join(folder, "old/messages/pstree.proto")];
    const louder = readFileSync(proto, "utf8").replace(/^message \w+ \{/m, "$&\n  optional uint32 louder = 99;");
    const child = spawn("critgen", [...args, "--watch"], { cwd: folder, env: environment() });
    const exit = once(child, "exit");
    let shown = "";
    child.stdout.on("data", (data: Buffer) => {
      shown += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => {
      shown += data.toString();
    });
    await expect.poll(() => shown, { timeout: 60_000 }).toContain("watching");
    writeFileSync(proto, louder);
    await sleep(1500 * Math.random());
    child.kill(signal);
    const [code, by] = (await exit) as [number | null, string | null];
    expect([code, by]).toEqual([null, signal]);
    const now = contents(join(folder, "made"));
    expect(critgen(args, { cwd: folder }).code).toBe(0);
    const after = contents(join(folder, "made"));
    expect(after).not.toEqual(before);
    expect([before, after].some((state) => JSON.stringify(state) === JSON.stringify(now))).toBe(true);
    expect(drafts(join(folder, "made"))).toEqual([]);
  });
});

describe("a draft", () => {
  const name = (pid: number | string, host = hostname()): string => `.critgen.${pid}.${host}.tmp`;

  it("is removed if its process is gone, but kept if it is alive or on another machine", async () => {
    const folder = temporaryFolder();
    const alive = [name(process.pid + 0), name(1), name(4_194_304, "elsewhere"), ".critgen.x.tmp", "critgen.txt"];
    // No process can have this number.
    const gone = name(4_194_305);
    for (const file of [...alive, gone]) writeFileSync(join(folder, file), "");
    bash(`touch -d '2 days ago' '${join(folder, name(7, "elsewhere"))}'`);
    const result = critgen(["decode", join(FDS, "pstree.img"), "-o", join(folder, "out")]);
    expect(result).toEqual({ code: 0, out: "", err: "" });
    expect(readdirSync(folder).sort()).toEqual([...alive, "out"].sort());
  });
});

describe("the option -o", () => {
  const image = join(FDS, "pstree.img");

  it("accepts a name of the maximal length", async () => {
    const folder = temporaryFolder();
    for (const file of ["n".repeat(255), `${"é".repeat(127)}x`]) {
      expect(await critgenHere(["decode", image, "-o", join(folder, file)])).toEqual({ code: 0, out: "", err: "" });
    }
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it("keeps names that are not UTF-8", () => {
    const folder = temporaryFolder();
    const script = `cp '${image}' $'in\\xff.img'; critgen decode -i $'in\\xff.img' -o $'o\\xffut\\xc3\\xa9' && critgen encode $'o\\xffut\\xc3\\xa9' --out=$'\\xfe.img'`;
    expect(bash(script, { cwd: folder })).toEqual({ code: 0, out: "", err: "" });
    const names = readdirSync(folder, { encoding: "buffer" }).map((bytes) => bytes.toString("hex"));
    expect(names.sort()).toEqual(["696eff2e696d67", "6fff7574c3a9", "fe2e696d67"]);
    expect(readFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from("fe2e696d67", "hex")]))).toEqual(
      readFileSync(image),
    );
  });

  it("writes to the target of a link, even a missing one", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "a/b"), { recursive: true });
    const script = `ln -s c a/link; ln -s a/link one; ln -s a/b to; ln -s ../up to/two
      critgen decode '${image}' -o one; critgen decode '${image}' -o to/two; readlink one a/link to/two; cmp a/c a/up
      ln -s loop loop; critgen decode '${image}' -o loop`;
    const { out, err } = bash(script, { cwd: folder });
    expect(out).toBe("a/link\nc\n../up\n");
    expect(err).toBe("critgen: loop: too many symbolic links encountered\n");
    expect(drafts(folder)).toEqual([]);
  });

  it.each(["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])("writes to %s as a stream", (file) => {
    const folder = temporaryFolder();
    const script = `(echo before; critgen decode '${image}' -o ${file}; echo; echo after) > out
      critgen decode '${image}' -o ${file} | cat > piped; critgen decode '${image}' -o plain
      (echo before; cat plain; echo; echo after) | cmp - out; cmp piped plain; ls -A`;
    expect(bash(script, { cwd: folder })).toEqual({ code: 0, out: "out\npiped\nplain\n", err: "" });
  });

  it("writes to other open descriptors", () => {
    const folder = temporaryFolder();
    const script = `critgen decode '${image}' -o /dev/fd/3 3> three; critgen decode '${image}' -o plain; cmp three plain`;
    expect(bash(script, { cwd: folder })).toEqual({ code: 0, out: "", err: "" });
  });
});

describe("a path in bytes", () => {
  it.each(["00", "ff", "c3a9", "c3", "e282ac", "e282", "f09f9880", "f09f98", "eda080", "c080", "61ff62fe"])(
    "survives a conversion to text and back: %s",
    (hex) => {
      const bytes = Buffer.from(hex, "hex");
      expect(Buffer.from(pathOf(textOf(bytes)))).toEqual(bytes);
    },
  );
});
