import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Facts, factsOf } from "./descriptor.ts";
import type { ProtoSet } from "./schemas.ts";

/**
 * The facts about a set of files from protoc, or its refusal. If protoc refuses only the set, but each file with its
 * imports, names clash between files that never meet: critgen may accept or refuse that.
 */
export type Verdict = { readonly facts: Facts } | { readonly refused: string; readonly isTogetherOnly: boolean };

export function hasProtoc(): boolean {
  return spawnSync("protoc", ["--version"]).status === 0;
}

export function judge(set: ProtoSet): Verdict {
  const folder = mkdtempSync(join(tmpdir(), "critgen-protoc-"));
  try {
    for (const [path, text] of Object.entries(set)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const files = Object.keys(set);
    const refused = run(folder, files);
    if (refused === undefined) return { facts: factsOf(readFileSync(join(folder, OUT))) };
    return { refused, isTogetherOnly: files.every((file) => run(folder, [file]) === undefined) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const OUT = "set.bin";

/** Runs protoc; returns its reason to refuse the files, or undefined. */
function run(folder: string, files: readonly string[]): string | undefined {
  const args = [`-I${folder}`, `--descriptor_set_out=${join(folder, OUT)}`, ...files];
  const { status, stderr } = spawnSync("protoc", args, { cwd: folder, encoding: "utf8" });
  return status === 0 ? undefined : stderr.replaceAll(/^.*warning:.*\n/gm, "");
}
