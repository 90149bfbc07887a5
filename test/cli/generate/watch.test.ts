import { type ChildProcess, type SpawnOptionsWithoutStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it, onTestFinished } from "vitest";
import { CRITGEN, critgen, FAULTS } from "../../support/cli.ts";
import { afterAllTests, proto, row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

const cleanup = afterAllTests();
let shown = "";

/** Starts the command; it ends with the test. */
function watch(args: readonly string[], options: SpawnOptionsWithoutStdio = {}): ChildProcess {
  const child = spawn(process.execPath, [CRITGEN, "generate", "--watch", ...args], options);
  onTestFinished(() => void child.kill());
  shown = "";
  const show = (data: Buffer): void => {
    // Ignores late output of the previous process.
    if (!child.killed) shown += data.toString();
  };
  child.stdout.on("data", show);
  child.stderr.on("data", show);
  return child;
}

/** Waits until the watcher has printed this text since the last call. */
async function until(text: string): Promise<void> {
  await expect.poll(() => shown, { timeout: 30_000, interval: 20 }).toContain(text);
  shown = "";
}

describe("critgen generate --watch", () => {
  it("generates at once and on each change, and waits while the schema is invalid", async () => {
    const note = "message note { required uint32 size = 1; }";
    const images = table(row("NOTE", "magic: 5, entries: note"));
    const schema = tinySchema({ images, protos: { "note.proto": proto(note) } }, cleanup);
    const out = temporaryFolder(cleanup);
    const watcher = watch(["--schema", schema, "--out", out]);
    const module = (): string => readFileSync(join(out, "src/messages/note.ts"), "utf8");
    await until("watching");
    expect(module()).not.toContain("volume");

    const louder = note.replace("}", "optional uint32 volume = 2; }");
    writeFileSync(join(schema, "messages/note.proto"), proto(louder));
    await until("watching");
    expect(module()).toContain("volume?: number");

    writeFileSync(join(schema, "images.yaml"), images.replace("entries: note", "entries: notte"));
    await until("waiting for a change");
    expect(module()).toContain("volume?: number");

    writeFileSync(join(schema, "images.yaml"), images);
    await until("all up to date");
    expect(watcher.exitCode).toBeNull();
  });

  it("ends after the last file if a signal arrives during writing", async () => {
    const [schema, out] = [tinySchema({}, cleanup), temporaryFolder(cleanup)];
    const faults = { FAULT: "SIGTERM:renameSync:2", NODE_OPTIONS: FAULTS };
    const watcher = watch(["--schema", schema, "--out", out], { env: { ...process.env, ...faults } });
    expect(await once(watcher, "exit")).toEqual([null, "SIGTERM"]);
    expect(critgen(["generate", "--check", "--schema", schema, "--out", out]).code).toBe(0);
  });

  it("renders a user's templates again if one of them changes", async () => {
    const [templates, out] = [temporaryFolder(cleanup), temporaryFolder(cleanup)];
    const schema = tinySchema({}, cleanup);
    writeFileSync(join(templates, "a.txt.hbs"), "{{criu}}");
    watch(["--schema", schema, "--templates", templates, "--out", out]);
    await until("watching");
    writeFileSync(join(templates, "a.txt.hbs"), "{{crui}}");
    await until("waiting for a change");
    expect(readFileSync(join(out, "a.txt"), "utf8")).toBe("v0.1");
    writeFileSync(join(templates, "a.txt.hbs"), "{{criu}}!");
    await until("watching");
    expect(readFileSync(join(out, "a.txt"), "utf8")).toBe("v0.1!");
  });

  it("generates again if critgen.yaml changes, and waits while it is invalid", async () => {
    const [project, schema] = [temporaryFolder(cleanup), tinySchema({}, cleanup)];
    const config = (text: string): void => writeFileSync(join(project, "critgen.yaml"), `schema: ${schema}\n${text}`);
    config("output: sources\nout: one\n");
    watch([], { cwd: project });
    await until("watching");
    config("output: sources\nout: tow\nimages: [NONE]\n");
    await until("waiting for a change");
    config("output: sources\nout: two\n");
    await until("watching");
    expect(readdirSync(project).sort()).toEqual(["critgen.yaml", "one", "two"]);
  });

  it("notices a change right after a reported problem", async () => {
    const [project, schema] = [temporaryFolder(cleanup), tinySchema({}, cleanup)];
    const config = (text: string): void => writeFileSync(join(project, "critgen.yaml"), `schema: ${schema}\n${text}`);
    config("out: made\n");
    const watcher = watch([], { cwd: project });
    await until("watching");
    let left = 5;
    watcher.stdout?.on("data", (data: Buffer) => {
      if (`${data}`.includes("waiting for a change")) config("out: made\n");
      else if (`${data}`.includes("watching") && left-- > 0) config("name: 5\n");
    });
    config("name: 5\n");
    await expect.poll(() => left, { timeout: 30_000, interval: 20 }).toBeLessThan(0);
  });
});
