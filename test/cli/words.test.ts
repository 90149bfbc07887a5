import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it, onTestFinished } from "vitest";
import { createProgram } from "../../cli/program.ts";
import { critgenHere, ROOT } from "../support/here.ts";
import { temporaryFolder, tinySchema } from "../support/schema.ts";

/* Checks the meaning of command lines for each command, in this process. */

const at = (file: string): string => join(ROOT, "test/fixtures/images", file);
const PSTREE = at("fds/pstree.img");
const here = (words: string, ...more: readonly string[]) => critgenHere([...words.split(" "), ...more]);

describe("a wrong command line", () => {
  it.each([
    ["frob", "unknown command 'frob'; run `critgen --help`"],
    ["decod", "unknown command 'decod'; did you mean decode?"],
    ["help decodee", "unknown command 'decodee'; did you mean decode?"],
    ["--help frob", "unknown command 'frob'; run `critgen --help`"],
    ["decode --prety", "unknown option '--prety'; did you mean --pretty?"],
    ["decode --frob", "unknown option '--frob'; run `critgen decode --help`"],
    ["decode a -i b", "there are two inputs, a and --in b: give one (--out is for the result)"],
    ["encode a -i b", "there are two inputs, a and --in b: give one (--out is for the result)"],
    [
      "size --images A,,B",
      "option '--images <images>' argument 'A,,B' is invalid. A name is missing; write names as in `PSTREE,MM`; run `critgen size --help`",
    ],
    [
      "import x --date 2026-02-30",
      "option '--date <day>' argument '2026-02-30' is invalid. It is not a day; write one as 2026-03-01; run `critgen import --help`",
    ],
    [
      "import x --date 2026-2-3",
      "option '--date <day>' argument '2026-2-3' is invalid. It is not a day; write one as 2026-03-01; run `critgen import --help`",
    ],
    [
      "import x",
      "critgen's own schema cannot be changed: specify --schema <dir>, or `schema:` in critgen.yaml; run `critgen import --help`",
    ],
    ["generate --templates x", "--templates needs a folder to write: add --out <dir>; run `critgen generate --help`"],
    ["magic suggest", "suggest needs a place: add a town or a coordinate; run `critgen magic --help`"],
    [
      "x folder sockets",
      "the last word must be ps, fds, mems, rss, sk, tree, meta, env, mounts, stats; found `sockets`; run `critgen x --help`",
    ],
    ["x ps", "the checkpoint is missing: critgen x <checkpoint> ps; run `critgen x --help`"],
    ["nowhere.img", "unknown command 'nowhere.img'; run `critgen --help`"],
    ["decode nowhere.img", "nowhere.img: no such file or directory"],
  ])("is refused in one line, with exit code 2: %s", async (words, line) => {
    expect(await here(words)).toEqual({ code: 2, out: "", err: `critgen: ${line}\n` });
  });

  it.each([
    ["generate --check --diff", "--check", "--diff"],
    ["generate --check --watch", "--check", "--watch"],
    ["generate --diff --watch", "--diff", "--watch"],
    ["generate --diff --json", "--diff", "--json"],
    ["generate --watch --json", "--watch", "--json"],
    ["diff a b --json --markdown", "--json", "--markdown"],
    ["diff a b --summary --json", "--summary", "--json"],
    ["diff a b --summary --markdown", "--summary", "--markdown"],
    ["diff a b --summary --all", "--summary", "--all"],
    ["audit --json --sarif", "--json", "--sarif"],
    ["audit --junit --github", "--junit", "--github"],
    ["audit --summary --json", "--summary", "--json"],
  ])("cannot request two results at once: %s", async (words, one, other) => {
    const { code, err } = await here(words);
    expect([code, err]).toEqual([2, expect.stringMatching(/^critgen: option '.*' cannot be used with option '.*'; /)]);
    for (const option of [one, other]) expect(err).toContain(`'${option}'`);
  });
});

describe("help", () => {
  it("is the same in all its forms, for one command and for all", async () => {
    const decode = await here("help decode");
    expect(decode).toMatchObject({
      code: 0,
      err: "",
      out: expect.stringContaining("Usage: critgen decode [options] [image]"),
    });
    expect(await here("decode --help")).toEqual(decode);
    const all = await here("help");
    expect(await here("--help")).toEqual(all);
    expect(all.out).toContain("Usage: critgen <command> [options]");
    for (const heading of ["The compiler:\n  init ", "Images and checkpoints:\n  decode ", "This tool:\n  completion "])
      expect(all.out).toContain(heading);
    // Help omits the defaults of flags, and shows others.
    expect(decode.out).not.toContain("default: false");
    expect((await here("audit --help")).out).toContain("(default: none)");
  });

  it("is unnecessary for a command that runs: only its own definition is loaded", () => {
    expect(createProgram("decode").commands.map((command) => command.name())).toEqual(["decode"]);
    for (const word of ["help", "frob", undefined]) expect(createProgram(word).commands.length).toBeGreaterThan(15);
  });

  it.each([
    [undefined, 80],
    [60, 60],
    [200, 100],
  ])("fits a terminal of %s columns", (columns, width) => {
    const { columns: before } = process.stdout;
    Object.assign(process.stdout, { columns });
    onTestFinished(() => void Object.assign(process.stdout, { columns: before }));
    expect(createProgram().configureOutput().getOutHelpWidth?.()).toBe(width);
  });

  it("includes the version, for -V and --version", async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    for (const flag of ["-V", "--version"]) expect(await here(flag)).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });
});

describe("the arguments of a command", () => {
  it("reach decode, show and encode", async () => {
    const plain = await here("decode", PSTREE);
    expect(plain).toMatchObject({ code: 0, err: "", out: expect.stringMatching(/^\{"magic": "PSTREE"/) });
    expect(await here("decode -i", PSTREE)).toEqual(plain);
    expect((await here("decode --pretty", PSTREE)).out).toMatch(/^\{\n {4}"magic": "PSTREE"/);
    expect(await here("show", PSTREE)).toEqual(await here("decode --names", PSTREE));
    const folder = temporaryFolder();
    const [json, image] = [join(folder, "a.json"), join(folder, "a.img")];
    expect(await critgenHere(["decode", PSTREE, "-o", json])).toEqual({ code: 0, out: "", err: "" });
    expect(readFileSync(json, "utf8")).toBe(plain.out.trimEnd());
    expect(await critgenHere(["encode", json, "-o", image])).toEqual({ code: 0, out: "", err: "" });
    expect(readFileSync(image)).toEqual(readFileSync(PSTREE));
    writeFileSync(join(folder, "bad.json"), "[]");
    expect(await critgenHere(["encode", join(folder, "bad.json"), "-o", image])).toMatchObject({ code: 2, out: "" });
    expect(readFileSync(image)).toEqual(readFileSync(PSTREE));
  });

  it("reach the check for a terminal as output", async () => {
    const { isTTY } = process.stdout;
    process.stdout.isTTY = true;
    onTestFinished(() => {
      process.stdout.isTTY = isTTY;
    });
    expect(await here("encode x.json")).toEqual({
      ...{ code: 2, out: "" },
      err: "critgen: an image is not text for a terminal: specify a file with -o FILE, or pipe it\n",
    });
  });

  it("reach dissect, which exits with 1 for an error and with 2 for a raw image", async () => {
    const whole = await here("dissect", PSTREE);
    expect(whole).toMatchObject({ code: 0, err: "" });
    const some = await critgenHere(["dissect", at("fds/files.img"), "--entries", "1"]);
    expect([some.code, some.out.length < (await here("dissect", at("fds/files.img"))).out.length]).toEqual([0, true]);
    const lines = (await here("dissect --json", PSTREE)).out.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).kind)).toContain("field");
    const broken = join(temporaryFolder(), "pstree.img");
    writeFileSync(broken, readFileSync(PSTREE).subarray(0, 14));
    expect((await here("dissect", broken)).code).toBe(1);
  });

  it("reach x, for one or several folders, as text or as JSON", async () => {
    const folder = at("fds");
    const text = await critgenHere(["x", folder, "ps"]);
    expect(text).toMatchObject({ code: 0, err: "" });
    expect(text.out).toMatch(/\S\n$/);
    expect(await critgenHere(["x", folder, folder, "fd"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("\n\n"),
    });
    expect(JSON.parse((await critgenHere(["x", folder, folder, "ps", "--json"])).out)).toHaveLength(2);
    const none = await critgenHere(["x", "nowhere", "none", "ps", "--json"]);
    expect([none.code, none.out, none.err.split("\n")]).toEqual([
      ...[2, "[]\n"],
      [expect.stringMatching(/^critgen: nowhere/), expect.stringMatching(/^critgen: none/), ""],
    ]);
    const half = await critgenHere(["x", "nowhere", folder, "ps"]);
    expect([half.code, half.out.includes(text.out.trim())]).toEqual([2, true]);
  });

  it("reach compat, which exits with 1 if the release misses something", async () => {
    const folder = at("fds");
    expect(await critgenHere(["compat", folder])).toMatchObject({ code: 0, err: "" });
    expect((await critgenHere(["compat", folder, "--criu", "1.0"])).code).toBe(1);
    expect(JSON.parse((await critgenHere(["compat", folder, "--json"])).out)).toHaveProperty("oldest");
  });

  it("reach a user's schema and config", async () => {
    const cwd = temporaryFolder();
    const schema = tinySchema();
    writeFileSync(join(cwd, "other.yaml"), `schema: ${schema}\n`);
    for (const words of [
      ["--schema", schema],
      ["--config", "other.yaml"],
    ]) {
      for (const command of ["info", "decode", "compat"]) {
        const { code, err } = await critgenHere([command, PSTREE, ...words], { cwd });
        expect([command, code, err]).toEqual([command, 2, expect.stringMatching(/magic|not known|no image/)]);
      }
    }
    const wrong = await critgenHere(["info", PSTREE, "--schema", join(cwd, "none")], { cwd });
    expect(wrong).toMatchObject({ code: 2, out: "", err: expect.stringContaining("no image was read") });
  });

  it("reach explain, completion and size", async () => {
    expect(await here("explain bad-length-field")).toMatchObject({
      code: 0,
      out: expect.stringContaining("bad-length-field"),
    });
    expect((await here("explain")).out).toContain("bad-length-field");
    expect(await here("explain nothing")).toMatchObject({ code: 2, out: "" });
    expect((await here("completion fish")).out).toMatch(/^# Completes critgen in fish/);
    expect((await here("completion tcsh")).err).toMatch(
      /^critgen: .*Allowed choices are bash, zsh, fish; run `critgen/,
    );
  });

  it("reach the project's templates, or critgen's own", async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "mine"));
    writeFileSync(join(cwd, "mine/a.txt.hbs"), "{{criu}}");
    const words = ["generate", "--templates", "mine", "--out", "made", "--schema", tinySchema()];
    expect((await critgenHere([...words, "--check"], { cwd })).code).toBe(1);
    expect((await critgenHere(words, { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, "made/a.txt"), "utf8")).toBe("v0.1");
    expect((await critgenHere([...words, "--check"], { cwd })).code).toBe(0);
    writeFileSync(join(cwd, "made/a.txt"), "by hand");
    expect((await critgenHere(words, { cwd })).code).toBe(2);
    expect((await critgenHere([...words, "--diff"], { cwd })).code).toBe(1);
    expect((await critgenHere([...words, "--force"], { cwd })).code).toBe(0);
  });
});
