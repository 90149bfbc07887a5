import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { critgen as bundled, CRITGEN } from "../../support/cli.ts";
import { critgenHere } from "../../support/here.ts";
import type { Result } from "../../support/run.ts";
import { afterAllTests, proto, row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

/** The toy target, by a path without commas, wherever the clone lies: a list of targets has commas. */
const TOY = ((): string => {
  const link = join(temporaryFolder(afterAllTests()), "toy");
  symlinkSync(fileURLToPath(new URL("../../generator/targets/toy", import.meta.url)), link);
  return join(link, "toy.mjs");
})();
const NOTE = "message note { required uint32 size = 1; }";

/** Makes a project with two packages: TypeScript modules in `ts`, and text in `toy`. */
function project(): { readonly cwd: string; readonly schema: string } {
  const cwd = temporaryFolder();
  const schema = tinySchema({
    images: table(row("NOTE", "magic: 5, entries: note")),
    protos: { "note.proto": proto(NOTE) },
  });
  const packages = `  - { out: ts }\n  - { target: ${TOY}, name: notes, out: toy }\n`;
  writeFileSync(join(cwd, "critgen.yaml"), `schema: ${schema}\npackages:\n${packages}`);
  return { cwd, schema };
}

const change = (schema: string): void =>
  writeFileSync(join(schema, "messages/note.proto"), proto(NOTE.replace("}", "optional uint32 volume = 2; }")));

/** Runs critgen in a folder. */
function run(cwd: string, ...args: readonly string[]): Promise<Result> {
  return critgenHere(["generate", ...args], { cwd });
}

const UNVERIFIED = "the files of `notes` were not verified: there is no `toy` on the PATH";

describe("critgen generate with several packages", () => {
  it("writes each of them, with a manifest of its own, and says what it did not verify", async () => {
    const { cwd } = project();
    const first = await run(cwd);
    expect(first).toMatchObject({ code: 0, err: `critgen: ${UNVERIFIED}\n` });
    expect(first.out).toMatch(/^ts: \d+ written, .*\ntoy: \d+ written, .*\n$/);
    for (const folder of ["ts", "toy"]) expect(existsSync(join(cwd, folder, ".critgen.json"))).toBe(true);
    expect(readFileSync(join(cwd, "toy/images/NOTE.txt"), "utf8")).toContain("NOTE, in note.img");
    const again = await run(cwd);
    expect(again).toMatchObject({ code: 0, err: "" });
    expect(again.out).toMatch(/^ts: \d+ files, all up to date\ntoy: \d+ files, all up to date\n$/);
  });

  it("reports all of them with --check, --diff and --json", async () => {
    const { cwd, schema } = project();
    expect(await run(cwd, "--check")).toMatchObject({
      code: 1,
      err: "ts does not exist: run `critgen generate`.\ntoy does not exist: run `critgen generate`.\n",
    });
    expect(JSON.parse((await run(cwd, "--json")).out)).toEqual([{ code: "not-verified", message: UNVERIFIED }]);
    expect(await run(cwd, "--check")).toMatchObject({ code: 0, err: "" });
    change(schema);
    const check = await run(cwd, "--check", "--json");
    const files = (JSON.parse(check.out) as { file: string }[]).map(({ file }) => file);
    expect(check.code).toBe(1);
    expect(files).toContain("ts/messages/note.ts");
    expect(files).toContain("toy/note.txt");
    const diff = await run(cwd, "--diff");
    expect(diff.out).toMatch(/^\+\+\+ ts\/messages\/note\.ts/m);
    expect(diff.out).toMatch(/^\+\+\+ toy\/note\.txt/m);
    writeFileSync(join(cwd, "toy/note.txt"), "mine");
    const one = await run(cwd, "--check", "--target", "typescript");
    expect(one.err).not.toContain("toy");
  });

  it("writes none of them if one cannot be written, and names it", async () => {
    const { cwd } = project();
    mkdirSync(join(cwd, "toy"));
    writeFileSync(join(cwd, "toy/note.txt"), "mine");
    expect(await run(cwd)).toMatchObject({ code: 2, err: expect.stringContaining("toy/note.txt") });
    expect(existsSync(join(cwd, "ts"))).toBe(false);
    rmSync(join(cwd, "toy"), { recursive: true });
    const text = readFileSync(TOY, "utf8").replace("`for ", "`BROKEN ");
    const templates = new URL("../../generator/targets/toy/templates/", import.meta.url).href;
    writeFileSync(join(cwd, "toy.mjs"), text.replace('"./templates/", import.meta.url', `"${templates}"`));
    const config = join(cwd, "critgen.yaml");
    writeFileSync(config, readFileSync(config, "utf8").replace(TOY, "./toy.mjs"));
    const broken = await run(cwd);
    expect(broken).toMatchObject({
      code: 2,
      err: expect.stringContaining("`notes`: the rendered code does not compile"),
    });
    expect([existsSync(join(cwd, "ts")), existsSync(join(cwd, "toy"))]).toEqual([false, false]);
  });

  it("checks names of messages for the language of each package", async () => {
    const { cwd, schema } = project();
    writeFileSync(join(schema, "messages/note.proto"), proto(`${NOTE}\nmessage toy {}`));
    const { code, err } = await run(cwd);
    expect(code).toBe(2);
    expect(err).toMatch(/would be `TOY` in Toy, but every package has that\s+name already/);
    expect(await run(cwd, "--out", "ts")).toMatchObject({ code: 0 });
  });

  it("measures its TypeScript alone", async () => {
    const { cwd } = project();
    const size = async (): Promise<{ package?: string; name: string }[]> =>
      JSON.parse((await critgenHere(["size", "--json"], { cwd })).out) as { package?: string; name: string }[];
    expect((await size()).map((cost) => [cost.package, cost.name])).toEqual([
      [undefined, "BASE"],
      [undefined, "NOTE"],
      [undefined, "all"],
    ]);
    const config = join(cwd, "critgen.yaml");
    writeFileSync(config, `${readFileSync(config, "utf8")}  - { name: small, images: [NOTE], out: small }\n`);
    expect((await size()).map((cost) => [cost.package, cost.name])).toEqual([
      ["ts", "BASE"],
      ["ts", "NOTE"],
      ["ts", "all"],
      ["small", "NOTE"],
      ["small", "all"],
    ]);
    writeFileSync(config, readFileSync(config, "utf8").replace("{ out: ts }", `{ target: ${TOY}, out: ts }`));
    writeFileSync(config, readFileSync(config, "utf8").replace("{ name: small", `{ target: ${TOY}, name: small`));
    expect(await critgenHere(["size"], { cwd })).toMatchObject({
      code: 2,
      err: "critgen: sizes are those of TypeScript in programs: critgen.yaml has no such package\n",
    });
  });

  it("writes all of them again with --watch if the schema changes", async () => {
    const { cwd, schema } = project();
    const watcher: ChildProcess = spawn(process.execPath, [CRITGEN, "generate", "--watch"], { cwd });
    onTestFinished(() => void watcher.kill());
    let shown = "";
    watcher.stdout?.on("data", (data: Buffer) => (shown += data.toString()));
    await expect.poll(() => shown, { timeout: 30_000, interval: 20 }).toContain("watching");
    shown = "";
    change(schema);
    await expect.poll(() => shown, { timeout: 30_000, interval: 20 }).toContain("watching");
    expect(readFileSync(join(cwd, "ts/messages/note.ts"), "utf8")).toContain("volume?: number");
    expect(readFileSync(join(cwd, "toy/note.txt"), "utf8")).toContain("VOLUME");
  });
});

describe("critgen init --target", () => {
  const init = (cwd: string, ...args: readonly string[]): Promise<Result> =>
    critgenHere(["init", "--yes", ...args], { cwd });

  it("writes the language of a package, or a list of packages", async () => {
    const [one, two] = [temporaryFolder(), temporaryFolder()];
    expect(await init(one, "--target", TOY, "--name", "notes")).toMatchObject({ code: 0 });
    expect(parse(readFileSync(join(one, "critgen.yaml"), "utf8"))).toMatchObject({ target: TOY, name: "notes" });
    expect(await init(two, "--target", `typescript,${TOY}`, "--images", "NOTE*,PSTREE")).toMatchObject({ code: 2 });
    const { code, out } = await init(two, "--target", `typescript,${TOY}`, "--images", "PSTREE");
    expect({ code, isNpm: out.includes("npm") }).toEqual({ code: 0, isNpm: false });
    expect(parse(readFileSync(join(two, "critgen.yaml"), "utf8")).packages).toEqual([
      { target: "typescript", out: "generated/typescript" },
      { target: TOY, out: "generated/toy" },
    ]);
    expect(bundled(["generate"], { cwd: two })).toMatchObject({ code: 0 });
  });

  it("refuses an unknown language, a bad name, and one name for several packages", async () => {
    const cwd = temporaryFolder();
    expect((await init(cwd, "--target", "typscript")).err).toContain("no target `typscript`; did you mean typescript?");
    expect((await init(cwd, "--target", "typescript", "--name", "A B")).err).toContain("cannot have the name `A B`");
    const several = await init(cwd, "--target", `typescript,${TOY}`, "--name", "x");
    expect(several.err).toContain("one name cannot be that of several packages");
    expect(existsSync(join(cwd, "critgen.yaml"))).toBe(false);
  });
});
