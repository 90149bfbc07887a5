/*
 * Records protoc's results for random .proto files; tests compare with the recordings.
 *   node scripts/protoc-sets.mjs     needs protoc 3.21, Debian's protobuf-compiler
 */
import { spawnSync } from "node:child_process";
import process from "node:process";

const env = { ...process.env, RECORD_PROTOC: "true" };
const { status } = spawnSync("npx", ["vitest", "run", "test/generator/load/protoc.test.ts"], { env, stdio: "inherit" });
process.exitCode = status ?? 1;
