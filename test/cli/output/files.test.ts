import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { bash, critgen, environment, FAULTS, ROOT } from "../../support/cli.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

/* Checks the effects of `-o` on files: a result is complete or absent, and nothing else is left behind. */

const IMAGE = join(ROOT, "test/fixtures/images/tcp/tcp-stream-daaec.img");

let json = "";
beforeAll(async () => {
  json = (await critgenHere(["decode", IMAGE])).out;
});

/** Makes a folder with an image, its JSON, and broken copies of both. */
function samples(): { readonly folder: string; readonly at: (name: string) => string } {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  copyFileSync(IMAGE, at("good.img"));
  writeFileSync(at("good.json"), json);
  writeFileSync(at("broken.img"), readFileSync(IMAGE).subarray(0, 20_000));
  writeFileSync(at("broken.json"), json.slice(0, 20_000));
  return { folder, at };
}

describe.each([
  ["decode", "good.img", "broken.img"],
  ["encode", "good.json", "broken.json"],
])("critgen %s -o", async (command, good, broken) => {
  it("writes to a file instead of standard output", () => {
    const { folder, at } = samples();
    const args = `critgen ${command} ${good}`;
    expect(bash(`${args} > a; ${args} -o b; ${args} -o - > c`, { cwd: folder }).code).toBe(0);
    const [a, b, c] = ["a", "b", "c"].map((name) => readFileSync(at(name)));
    expect(a?.subarray(0, b?.length)).toEqual(b);
    expect(c).toEqual(a);
    expect(readdirSync(folder)).toHaveLength(4 + 3);
  });

  it("can overwrite its own input", async () => {
    const { at } = samples();
    copyFileSync(at(good), at("same"));
    expect((await critgenHere([command, at(good), "-o", at("other")])).code).toBe(0);
    expect(await critgenHere([command, "-i", at("same"), "-o", at("same")])).toEqual({ code: 0, out: "", err: "" });
    expect(readFileSync(at("same"))).toEqual(readFileSync(at("other")));
  });

  it("keeps the mode of an existing file, and a link to it", async () => {
    const { at } = samples();
    writeFileSync(at("old"), "old");
    chmodSync(at("old"), 0o640);
    symlinkSync("old", at("link"));
    expect((await critgenHere([command, at(good), "-o", at("link")])).code).toBe(0);
    expect(statSync(at("old")).mode & 0o7777).toBe(0o640);
    expect(readFileSync(at("old")).length).toBeGreaterThan(3);
  });

  it("keeps the old file if the input is broken", async () => {
    const { folder, at } = samples();
    writeFileSync(at("old"), "old");
    const before = readdirSync(folder);
    for (const target of ["old", "new"]) {
      const { code, out, err } = await critgenHere([command, at(broken), "-o", at(target)]);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toMatch(/^critgen: .*broken.*\n$/);
    }
    expect(readdirSync(folder)).toEqual(before);
    expect(readFileSync(at("old"), "utf8")).toBe("old");
  });

  it("writes into devices and pipes, without replacing them", async () => {
    const { folder, at } = samples();
    expect(await critgenHere([command, at(good), "-o", "/dev/null"])).toEqual({ code: 0, out: "", err: "" });
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
    const script = `mkfifo pipe; cat pipe > piped & critgen ${command} ${good} -o pipe
      echo $?; wait; critgen ${command} ${good} -o file; cmp file piped`;
    const { out } = bash(script, { cwd: folder });
    expect(out).toBe("0\n");
    expect(statSync(at("pipe")).isFIFO()).toBe(true);
  });

  it.each([
    ["a folder", ".", "illegal operation on a directory"],
    ["a missing folder", "none/out", "no such file or directory"],
    ["a file as a folder", "good.img/out", "not a directory"],
    ["a full device", "/dev/full", "no space left on device"],
  ])("reports an error for %s", async (_, target, reason) => {
    const { folder, at } = samples();
    const before = readdirSync(folder);
    const result = await critgenHere([command, at(good), "-o", target], { cwd: folder });
    expect(result).toEqual({ code: 2, out: "", err: `critgen: ${target}: ${reason}\n` });
    expect(readdirSync(folder)).toEqual(before);
  });

  it("reports an error for a folder without write permission", () => {
    const { at } = samples();
    mkdirSync(at("locked"), { mode: 0o555 });
    // The test needs another user, because root can write anywhere.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    chmodSync(at("."), 0o755);
    const result = critgen([command, at(good), "-o", at("locked/out")], nobody);
    expect(result).toEqual({ code: 2, out: "", err: `critgen: ${at("locked/out")}: permission denied\n` });
  });

  it.each([
    ["none", "no such file or directory"],
    [".", "a folder: name one of its files; `critgen info` lists the files of a checkpoint"],
  ])("reports an error for an input that is no file: %s", async (input, reason) => {
    const { folder } = samples();
    const before = readdirSync(folder);
    const result = await critgenHere([command, input, "-o", "out"], { cwd: folder });
    expect(result).toEqual({ code: 2, out: "", err: `critgen: ${input}: ${reason}\n` });
    expect(readdirSync(folder)).toEqual(before);
  });

  it("leaves the old file or the new one if it is killed or out of space at any point", () => {
    const { folder, at } = samples();
    writeFileSync(at("old"), "old");
    const log = join(temporaryFolder(), "log");
    const convert = (target: string, env: NodeJS.ProcessEnv): ReturnType<typeof critgen> =>
      critgen([command, at(good), "-o", target], { env: { ...env, NODE_OPTIONS: FAULTS } });
    expect(convert(at("new"), { FAULT_LOG: log }).code).toBe(0);
    const before = readdirSync(folder);
    const whole = readFileSync(at("new"));
    // These are the first and the last of many written pieces.
    const changes = readFileSync(log, "utf8").trim().split("\n");
    const pieces = changes.filter((call) => call === "writeSync").length;
    const points = ["writeSync:1", `writeSync:${pieces}`, "fsyncSync:1", "chmodSync:1", "renameSync:1"];
    expect(changes).toEqual(expect.arrayContaining(["writeSync", "fsyncSync", "renameSync"]));
    for (const point of points) {
      expect(convert(at("old"), { FAULT: `ENOSPC:${point}` }).code, point).toBe(2);
      expect(readFileSync(at("old"), "utf8"), point).toBe("old");
      expect(readdirSync(folder), point).toEqual(before);
      convert(at("old"), { FAULT: `kill:${point}` });
      expect(["old", whole.toString("latin1")], point).toContain(readFileSync(at("old"), "latin1"));
      for (const name of readdirSync(folder).filter((name) => name.endsWith(".tmp"))) rmSync(at(name));
    }
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("leaves no partial file after %s", async (signal) => {
    const { folder, at } = samples();
    writeFileSync(at("old"), "old");
    const before = readdirSync(folder);
    const child = spawn("critgen", [command, "-o", at("old")], {
      env: environment(),
      stdio: ["pipe", "ignore", "ignore"],
    });
    // The input is half an image: the command writes some output and waits for more input.
    child.stdin.write(readFileSync(at(broken)));
    while (!readdirSync(folder).some((name) => name.endsWith(".tmp"))) await sleep(5);
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([null, signal]);
    const others = (): string[] => readdirSync(folder).filter((name) => !/^\.critgen\.\d+\..*\.tmp$/.test(name));
    expect(others()).toEqual(before);
    expect(readFileSync(at("old"), "utf8")).toBe("old");
    // The next run removes the draft.
    expect((await critgenHere([command, at(good), "-o", at("old")])).code).toBe(0);
    expect(readdirSync(folder)).toEqual(before);
  });
});

it("a new file has the mode of the user's umask", () => {
  const { at } = samples();
  bash(`umask 027; critgen decode '${IMAGE}' -o '${at("new")}'`);
  expect(statSync(at("new")).mode & 0o777).toBe(0o640);
  expect(existsSync(at("new"))).toBe(true);
});
