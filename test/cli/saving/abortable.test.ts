import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { describe, expect, it } from "vitest";
import { MEMORY } from "../../support/checkpoints.ts";
import { CRITGEN, FAULTS } from "../../support/cli.ts";
import { afterAllTests, temporaryFolder } from "../../support/schema.ts";

/* A signal in the middle of writing a checkpoint. The memory has 4 GiB of zeros that take no room: they are never written. */

const SOURCE = large();

function large(): string {
  const folder = temporaryFolder(afterAllTests());
  cpSync(join(MEMORY, "threads/images"), join(folder, "dump"), { recursive: true });
  writeFileSync(join(folder, "dump/pages-99.img"), "");
  truncateSync(join(folder, "dump/pages-99.img"), 2 ** 32);
  return join(folder, "dump");
}

describe("a signal while a checkpoint is written", () => {
  it.each([
    ["SIGINT", ["unpack", SOURCE, "-o", "out"]],
    ["SIGTERM", ["flatten", SOURCE, "-o", "out.tar"]],
    ["SIGHUP", ["edit", SOURCE, "--comm", "32621", "other", "-o", "out.tar.gz"]],
    ["SIGINT", ["edit", SOURCE, "--comm", "32621", "other", "-o", "out"]],
    ["SIGINT", ["anonymise", SOURCE, "-o", "out"]],
  ])("leaves nothing behind, and ends it: %s, %j", (signal, words) => {
    const cwd = temporaryFolder();
    const env = { ...process.env, FAULT: `${signal}:writeSync:2` };
    const ended = spawnSync(execPath, ["--import", FAULTS.slice(9), CRITGEN, ...words], { cwd, env, encoding: "utf8" });
    expect([ended.stderr, ended.signal, readdirSync(cwd)]).toEqual(["", signal, []]);
  });

  it("leaves a checkpoint that was to be replaced as it is", () => {
    const names = readdirSync(SOURCE);
    const env = { ...process.env, FAULT: "SIGINT:writeSync:2" };
    const words = ["edit", SOURCE, "--comm", "32621", "other", "--in-place"];
    const ended = spawnSync(execPath, ["--import", FAULTS.slice(9), CRITGEN, ...words], { env });
    expect([ended.signal, readdirSync(SOURCE), readdirSync(join(SOURCE, ".."))]).toEqual(["SIGINT", names, ["dump"]]);
  });
});
