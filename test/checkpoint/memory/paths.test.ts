import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openMemory } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { MEMORY } from "../../support/checkpoints.ts";

/** The part of a truth that is used: /proc/PID/maps at the moment of the dump. */
interface Truth {
  readonly pid: number;
  readonly vmas: readonly { readonly start: string; readonly name: string }[];
}

describe("the path of an area", () => {
  it.each([
    ["chain/3", "chain/3/truth.json"],
    ["shared/images", "shared/truth-4097.json"],
    ["shared/images", "shared/truth-4101.json"],
    ["threads/images", "threads/truth.json"],
  ])("is that of the kernel: %s, %s", async (folder, file) => {
    const truth = JSON.parse(readFileSync(join(MEMORY, file), "utf8")) as Truth;
    const checkpoint = await openCheckpoint(join(MEMORY, folder));
    const memory = await openMemory(checkpoint, truth.pid);
    const paths: (readonly [string, string | undefined])[] = [];
    for (const { start } of truth.vmas) paths.push([start, await memory.path(BigInt(start))]);
    await checkpoint.close();
    expect(paths).toEqual(truth.vmas.map(({ start, name }) => [start, name.startsWith("/") ? name : undefined]));
  });
});
