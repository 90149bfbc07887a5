// Measures the memory of reading a stream of 2 GiB as entries and as JSON, and the memory of columns.
import { spawn, spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { WORKLOADS } from "./workloads.mjs";

const SIZE = 2 ** 31;
const MIB = 2 ** 20;
const cli = fileURLToPath(new URL("../dist/main.cjs", import.meta.url));
const module = fileURLToPath(import.meta.url);

/** Yields a pagemap of 2 GiB in chunks that repeat the same entries. */
function* chunks() {
  const [image] = WORKLOADS.pagemap.make(100_000).map((bytes) => Buffer.from(bytes));
  yield image;
  const entries = image.subarray(12 + image.readUInt32LE(8));
  for (let sent = image.length; sent < SIZE; sent += entries.length) {
    for (let at = 0; at < entries.length; at += 65536) yield entries.subarray(at, at + 65536);
  }
}

/** Returns the peak memory in bytes of a process that reads the image on standard input. */
async function peak(args) {
  const tell = "process.on('exit',()=>require('fs').writeSync(3,String(process.resourceUsage().maxRSS)))";
  const preload = `data:text/javascript,import{createRequire}from'node:module';const require=createRequire('file:///');${tell}`;
  const child = spawn(process.execPath, ["--import", preload, ...args], {
    stdio: ["pipe", "ignore", "inherit", "pipe"],
  });
  let told = "";
  child.stdio[3].on("data", (data) => {
    told += data;
  });
  for (const chunk of chunks()) {
    if (!child.stdin.write(chunk)) await new Promise((resolve) => child.stdin.once("drain", resolve));
  }
  child.stdin.end();
  await new Promise((resolve) => child.once("close", resolve));
  return Number(told) * 1024;
}

/** Returns the ratio of the memory of columns to the size of their arrays, measured by a process of its own. */
function columnsOf() {
  const { stdout } = spawnSync(process.execPath, ["--expose-gc", module, "columns"], { encoding: "utf8" });
  return Number(stdout);
}

async function measureColumns() {
  const { decodePagemapColumns } = await import("criu-images/columns/pagemap");
  const [image] = WORKLOADS.pagemap.make(1_000_000);
  const held = () => {
    globalThis.gc();
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    return arrayBuffers + heapUsed;
  };
  // The first call also takes memory for compiled code. Its result stays, since its arrays could be freed at any time.
  const results = [decodePagemapColumns(image)];
  const before = held();
  results.push(decodePagemapColumns(image));
  const more = held() - before;
  const arrays = Object.values(results[1]).reduce((sum, value) => sum + (value?.byteLength ?? 0), 0);
  return more / arrays;
}

export async function memory({ tell }) {
  const head = ["memory", "measured", "goal"];
  const stream = await peak([fileURLToPath(new URL("stream.mjs", import.meta.url))]);
  tell(head, ["entries of a stream of 2 GiB, resident MiB", (stream / MIB).toFixed(0), "96"]);
  const json = await peak([cli, "decode"]);
  tell(head, ["critgen decode of the same, resident MiB", (json / MIB).toFixed(0), "96"]);
  const columns = "columns of 1,000,000 entries: bytes taken by the bytes of their arrays";
  tell(head, [columns, columnsOf().toFixed(2), "1.2"]);
}

if (process.argv[2] === "columns") console.log(await measureColumns());
