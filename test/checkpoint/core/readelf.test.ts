import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { openCore } from "criu-checkpoint";
import { describe, expect, it } from "vitest";
import { missing, skipped } from "../../support/python.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { bytesOf } from "./bytes.ts";
import { PID } from "./made.ts";
import { madeOf, SAMPLES } from "./samples.ts";

/* binutils and elfutils read the cores of all architectures. */

const TOOLS = ["readelf", "eu-readelf"].map((tool) => [tool, missing(tool)] as const);

describe.each(TOOLS)("%s", (tool, reason) => {
  it.skipIf(reason !== undefined)(`reads each core without a complaint${skipped(reason)}`, async () => {
    const folder = temporaryFolder();
    for (const sample of SAMPLES) {
      const file = join(folder, sample.name);
      writeFileSync(file, await bytesOf(await openCore(madeOf(sample), PID)));
    }
    const { status, stdout, stderr } = spawnSync(tool, ["-h", "-l", "-n", ...SAMPLES.map(({ name }) => name)], {
      ...{ cwd: folder, encoding: "utf8", env: { PATH: process.env["PATH"], LC_ALL: "C" } },
    });
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).not.toMatch(/warning|error|invalid/i);
    expect(stdout.match(/PRSTATUS/g)).toHaveLength(SAMPLES.length);
    expect(stdout.match(/ LOAD /g)).toHaveLength(SAMPLES.length);
  });
});
