/*
 * Explores a checkpoint of 2,000 processes beside crit of go-criu, in turns.
 *   npm run bench:processes -- [--gocrit PATH] [--count 2000] [--rounds 5] [--save]
 * go-criu's crit: GOBIN=/tmp/bin go install github.com/checkpoint-restore/go-criu/v8/crit/cmd@v8.3.0
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { decodeAnyImage, encodeAnyImage } from "criu-images/all";
import { machine, save, summary, table } from "./support.mjs";

const CLI = fileURLToPath(new URL("../dist/main.cjs", import.meta.url));
const BASIC = fileURLToPath(new URL("../test/fixtures/images/basic", import.meta.url));
const FIRST = 1000;

/** Writes a checkpoint in which each process is a copy of that of the fixture, with files of its own. */
function makeFolder(folder, count) {
  mkdirSync(folder);
  const names = readdirSync(BASIC);
  const read = (start) => {
    const file = names.find((name) => name.startsWith(start));
    return decodeAnyImage(readFileSync(join(BASIC, file)), { file });
  };
  const write = (name, image) => writeFileSync(join(folder, name), encodeAnyImage(image));
  const [tree, ids, fds, files, pagemap] = ["pstree", "ids-", "fdinfo-", "files", "pagemap-2"].map(read);
  const perProcess = ["core-", "mm-", "fs-"].map((start) => [start, read(start)]);
  const own = ["pstree", "ids-", "fdinfo-", "files", "pagemap-2", "core-", "mm-", "fs-", "stats"];
  for (const name of names.filter((one) => !own.some((start) => one.startsWith(start))))
    writeFileSync(join(folder, name), readFileSync(join(BASIC, name)));
  const all = [];
  const [first] = tree.entries;
  const processes = [];
  const base = files.entries.length + 1;
  for (let i = 0; i < count; i++) {
    const pid = FIRST + i;
    processes.push({ ...first, pid, ppid: i === 0 ? 0 : FIRST + ((i - 1) >> 3), pgid: pid, sid: pid, threads: [pid] });
    for (const [start, image] of perProcess) write(`${start}${pid}.img`, image);
    write(`ids-${pid}.img`, { ...ids, entries: [{ ...ids.entries[0], ...numbered(i) }] });
    write(`pagemap-${pid}.img`, { ...pagemap, first: { ...pagemap.first, pages_id: FIRST + i } });
    const shift = (id) => id + i * base;
    write(`fdinfo-${i + 1}.img`, { ...fds, entries: fds.entries.map((fd) => ({ ...fd, id: shift(fd.id) })) });
    for (const entry of files.entries) all.push(moved(entry, shift(entry.id)));
  }
  write("pstree.img", { ...tree, entries: processes });
  write("files.img", { ...files, entries: all });
}

/** Ids of what a process does not share. */
function numbered(i) {
  return Object.fromEntries(["vm_id", "files_id", "fs_id", "sighand_id"].map((name) => [name, i + 1]));
}

/** Gives a file another id, in all messages that have it. */
function moved(entry, id) {
  const bodies = Object.entries(entry).map(([name, value]) => [
    name,
    value?.id === entry.id ? { ...value, id } : value,
  ]);
  return { ...Object.fromEntries(bodies), id };
}

function seconds(command, args) {
  const start = performance.now();
  const { status, stderr, stdout } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`${command} ${args}: ${stderr}`);
  return { seconds: (performance.now() - start) / 1000, lines: stdout.split("\n").length };
}

const TASKS = [
  { name: "processes", own: ["x", "FOLDER", "ps"], peer: ["x", "FOLDER", "ps"] },
  { name: "file descriptors", own: ["x", "FOLDER", "fds"], peer: ["x", "FOLDER", "fd"] },
  { name: "memory areas", own: ["x", "FOLDER", "mems"], peer: ["x", "FOLDER", "mem"] },
  { name: "resident memory", own: ["x", "FOLDER", "rss"], peer: ["x", "FOLDER", "rss"] },
  { name: "validate", own: ["validate", "FOLDER", "--without-pages"] },
];

const { values: given } = parseArgs({
  options: {
    gocrit: { type: "string" },
    count: { type: "string", default: "2000" },
    rounds: { type: "string", default: "5" },
    save: { type: "boolean", default: false },
  },
});
const scratch = mkdtempSync(join(tmpdir(), "critgen-processes-"));
try {
  const folder = join(scratch, "checkpoint");
  makeFolder(folder, Number(given.count));
  const within = (args) => args.map((arg) => (arg === "FOLDER" ? folder : arg));
  const rows = TASKS.map((task) => ({ ...task, owns: [], peers: [], ratios: [] }));
  for (let round = 0; round <= Number(given.rounds); round++) {
    for (const row of rows) {
      const own = seconds(execPath, [CLI, ...within(row.own)]);
      const peer = row.peer && given.gocrit && seconds(given.gocrit, within(row.peer));
      // The first round warms the cache of files.
      if (round === 0) continue;
      row.owns.push(own.seconds);
      if (!peer) continue;
      row.peers.push(peer.seconds);
      row.ratios.push(peer.seconds / own.seconds);
    }
  }
  const spread = (list, digits = 2) => {
    if (list.length === 0) return "";
    const { median, least, most } = summary(list);
    return `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
  };
  const head = ["task", "critgen, s", "crit of go-criu, s", "ratio"];
  const text = table([
    head,
    ...rows.map(({ name, owns, peers, ratios }) => [name, spread(owns), spread(peers), spread(ratios)]),
  ]);
  console.log(text);
  if (given.save) {
    const intro = `${machine()}. \`npm run bench:processes\` explores a folder of ${given.count} processes, in turns: whole commands from start to end; the median, and the spread of ${given.rounds} rounds.`;
    save(
      fileURLToPath(new URL("results/processes.md", import.meta.url)),
      `# A checkpoint of many processes\n\n${intro}\n\n${text}\n`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
