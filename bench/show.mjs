/*
 * Sums up an archive of 100 MB by `critgen show`, and by `checkpointctl show` in turns with it. Needs tar, gzip and zstd.
 *   npm run build; node bench/show.mjs PATH-OF-CHECKPOINTCTL
 * checkpointctl: GOBIN=/tmp/bin go install github.com/checkpoint-restore/checkpointctl@v1.4.0
 */
import { execFileSync, spawnSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process, { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { machine, save, summary, table } from "./support.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [peer = "checkpointctl"] = process.argv.slice(2);
const ROUNDS = 9;
const SIZE = 100_000_000;

/** Metadata as Podman writes it. */
const FILES = {
  "config.dump": {
    id: "3f00aa",
    name: "web",
    rootfsImageName: "docker.io/library/nginx:1",
    runtime: "crun",
    createdTime: "2026-01-01T00:00:00Z",
    checkpointedTime: "2026-01-02T00:00:00Z",
  },
  "spec.dump": {
    ociVersion: "1.0.2",
    hostname: "h1",
    process: { args: ["nginx"] },
    annotations: { "io.container.manager": "libpod" },
  },
  "network.status": { podman: { interfaces: { eth0: { subnets: [{ ipnet: "10.88.0.9/16" }] } } } },
};

/** Makes a folder as Podman packs it, with memory of which a quarter cannot be compressed. */
function makeFolder(folder) {
  mkdirSync(folder);
  cpSync(join(root, "test/fixtures/images/basic"), join(folder, "checkpoint"), { recursive: true });
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), JSON.stringify(content));
  const memory = Buffer.alloc(SIZE, "a page of memory ");
  for (let at = 0; at + 1024 <= SIZE; at += 4096) randomFillSync(memory, at, 1024);
  writeFileSync(join(folder, "checkpoint/pages-1.img"), memory);
}

function seconds(command, args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return (performance.now() - start) / 1000;
}

function measured(path) {
  const times = { critgen: [], checkpointctl: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.critgen.push(seconds(execPath, [join(root, "dist/main.cjs"), "show", path]));
    times.checkpointctl.push(seconds(peer, ["show", path]));
  }
  return Object.values(times).map((all) => {
    const { median, least, most } = summary(all);
    return `${median.toFixed(2)} s (${least.toFixed(2)}–${most.toFixed(2)})`;
  });
}

const folder = mkdtempSync(join(tmpdir(), "critgen-bench-"));
try {
  makeFolder(join(folder, "pod"));
  const rows = [
    ["tar", "pod.tar", []],
    ["gzip", "pod.tar.gz", ["--gzip"]],
    ["zstd", "pod.tar.zst", ["--zstd"]],
  ].map(([form, name, options]) => {
    const path = join(folder, name);
    execFileSync("tar", ["-C", join(folder, "pod"), ...options, "-cf", path, "."]);
    const row = [form, `${(statSync(path).size / 1e6).toFixed(0)} MB`, ...measured(path)];
    rmSync(path);
    return row;
  });
  const result = table([["archive", "size", "`critgen show`", "`checkpointctl show`"], ...rows]);
  const text = `# Summaries of an archive of 100 MB\n\n${machine()}; checkpointctl 1.4.0. \`node bench/show.mjs\` runs both in turns, ${ROUNDS} times:
median, least and most time from start to end. The memory of the process has 100 MB; a quarter of it is random.\n\n${result}\n`;
  save(join(root, "bench/results/show.md"), text);
  console.log(text);
} finally {
  rmSync(folder, { recursive: true });
}
