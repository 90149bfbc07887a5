/*
 * Makes test/vectors/*.jsonl: the images that readers of all languages are tested with.
 *   node scripts/vectors.mjs     needs Debian's packages criu and protobuf-compiler
 */
import { spawnSync } from "node:child_process";
import process from "node:process";

const env = { ...process.env, RECORD_VECTORS: "true" };
const { status } = spawnSync("npx", ["vitest", "run", "test/vectors/made.test.ts"], { env, stdio: "inherit" });
process.exitCode = status ?? 1;
