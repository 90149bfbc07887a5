/*
 * Sums up and validates four checkpoints by one command, which uses threads, and by four, one after the other.
 *   npm run build; node bench/several.mjs
 */
import { execFileSync, spawnSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { decodeAnyImage, encodeAnyImage } from "criu-images/all";
import { machine, save, summary, table } from "./support.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const ROUNDS = 3;
const SIZE = 50_000_000;
const COUNT = 4;

/** Makes a folder of a checkpoint, with memory of which a quarter cannot be compressed. */
function makeFolder(folder) {
  cpSync(join(root, "test/fixtures/images/basic"), folder, { recursive: true });
  const memory = Buffer.alloc(SIZE, "a page of memory ");
  for (let at = 0; at + 1024 <= SIZE; at += 4096) randomFillSync(memory, at, 1024);
  writeFileSync(join(folder, "pages-99.img"), memory);
}

/** Makes a folder with many open files. */
function makeLarge(folder) {
  cpSync(join(root, "test/fixtures/images/fds"), folder, { recursive: true });
  const change = (name, entries) => {
    const image = decodeAnyImage(readFileSync(join(folder, name)), { file: name });
    writeFileSync(join(folder, name), encodeAnyImage({ ...image, entries: [...image.entries, ...entries] }));
  };
  const ids = Array.from({ length: 10_000 }, (_, i) => i + 1000);
  const reg = (id) => ({
    id,
    flags: 0,
    pos: 0n,
    fown: { uid: 0, euid: 0, signum: 0, pid_type: 0, pid: 0 },
    name: `/tmp/${id}`,
    build_id: [],
  });
  change(
    "files.img",
    ids.map((id) => ({ type: 1, id, reg: reg(id) })),
  );
  change(
    "fdinfo-2.img",
    ids.map((id) => ({ id, flags: 0, type: 1, fd: id })),
  );
}

function seconds(command, paths) {
  const start = performance.now();
  const { status, stderr } = spawnSync(execPath, [join(root, "dist/main.cjs"), command, ...paths]);
  if (status > 1) throw new Error(`${stderr}`);
  return (performance.now() - start) / 1000;
}

/** Measures a command; starting Node counts once for each side. */
function row(form, command, paths) {
  const [together, apart] = [[], []];
  const tiny = join(root, "test/fixtures/images/basic");
  const start = Math.min(...paths.map(() => seconds(command, [tiny])));
  for (let round = 0; round < ROUNDS; round++) {
    together.push(seconds(command, paths));
    apart.push(paths.reduce((sum, path) => sum + seconds(command, [path]) - start, start));
  }
  const [one, four] = [summary(together).median, summary(apart).median];
  return [`${command}, ${form}`, `${one.toFixed(2)} s`, `${four.toFixed(2)} s`, `${(four / one).toFixed(2)} ×`];
}

const own = mkdtempSync(join(tmpdir(), "critgen-bench-"));
const names = Array.from({ length: COUNT }, (_, i) => `${i}`);
try {
  makeFolder(join(own, "pod"));
  makeLarge(join(own, "large"));
  const rows = [
    ["gzip", "--gzip"],
    ["zstd", "--zstd"],
  ].flatMap(([form, option]) => {
    const paths = names.map((name) => join(own, `${name}.tar.${form}`));
    execFileSync("tar", ["-C", join(own, "pod"), option, "-cf", paths[0], "."]);
    for (const path of paths.slice(1)) copyFileSync(paths[0], path);
    return ["show", "validate"].map((command) => row(`50 MB of ${form}`, command, paths));
  });
  const large = names.map((name) => join(own, `large-${name}`));
  for (const path of large) cpSync(join(own, "large"), path, { recursive: true });
  rows.push(...["show", "validate"].map((command) => row("folder with 10 000 open files", command, large)));
  const result = table([
    ["command and form", "one command for four", "four commands, with one start of Node", "ratio"],
    ...rows,
  ]);
  const text = `# Several checkpoints at once\n\n${machine()}. \`node bench/several.mjs\` runs both in turns, ${ROUNDS} times: median time from
start to end. Threads read folders; archives are read in turn, because threads for them gained nothing (0.9 to 1.1 ×).\n\n${result}\n`;
  save(join(root, "bench/results/several.md"), text);
  console.log(text);
} finally {
  rmSync(own, { recursive: true });
}
