import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";

export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

export interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program in the root of the project, without colours. */
export function runPlain(command: string, args: readonly string[], options: SpawnSyncOptions = {}): Result {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: ROOT,
    ...options,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined, ...options.env },
    encoding: "utf8",
  });
  if (error !== undefined) throw error;
  return { code: status, out: stdout, err: stderr };
}
