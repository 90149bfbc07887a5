/*
 * Measures the package of Python beside Google's protobuf: its implementation in Python, and upb, in C. All take turns in
 * one run, each in a process of its own. Writes bench/results/python.md.
 *
 * protobuf and its compiler come from PyPI.
 */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { createInterface } from "node:readline";
import { call, environment, generate, inFolder, ROOT } from "../../../test/languages/python/package.mjs";

const ROUNDS = 15;

/** Time that a round of one workload takes at least, in nanoseconds. */
const LEAST = 40e6;

/** Real images, and how often their entries are repeated. */
const IMAGES = {
  pagemap: { file: "memtypes/pagemap-*.img", times: 200, first: true },
  files: { file: "fds/files.img", times: 10 },
  core: { file: "threads/core-*.img", times: 10 },
  mm: { file: "fds/mm-*.img", times: 20 },
};

await inFolder(async (folder) => {
  const python = environment("bench", ["grpcio-tools", "protobuf", "setuptools"]);
  const out = generate(join(folder, "package"), "criu-images", {});
  const [images, modules] = [join(folder, "images"), join(folder, "modules")];
  const entries = writeImages(images);
  compile(python, folder, modules);
  const protobuf = (implementation) =>
    worker(python, ["protobuf", images], {
      PYTHONPATH: modules,
      PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION: implementation,
    });
  const contenders = {
    critgen: worker(python, ["critgen", images], { PYTHONPATH: join(out, "src") }),
    "protobuf, Python": protobuf("python"),
    "protobuf, upb": protobuf("upb"),
  };
  const rows = [];
  for (const what of ["decode", "read", "encode"]) {
    for (const name of Object.keys(IMAGES)) rows.push(...(await measure(contenders, what, name, entries[name])));
  }
  for (const { close } of Object.values(contenders)) close();
  const versions = call(
    python,
    ["-c", "import sys, google.protobuf as p; print(sys.version.split()[0], p.__version__)"],
    folder,
  );
  const text = report(rows, versions.trim().split(" "));
  writeFileSync(join(ROOT, "bench/results/python.md"), text);
  console.log(text);
});

/** Writes each image with its entries repeated; returns the numbers of entries. */
function writeImages(folder) {
  mkdirSync(folder);
  return Object.fromEntries(
    Object.entries(IMAGES).map(([name, { file, times, first }]) => {
      const [scenario, pattern] = file.split("/");
      const from = join(ROOT, "test/fixtures/images", scenario);
      const [begin, end] = pattern.split("*");
      const found = readdirSync(from).filter((one) => one.startsWith(begin) && one.endsWith(end ?? ""));
      const bytes = found.map((one) => readFileSync(join(from, one))).sort((a, b) => b.length - a.length)[0];
      const start = first === true ? 12 + bytes.readUInt32LE(8) : 8;
      const body = bytes.subarray(start);
      const image = Buffer.concat([bytes.subarray(0, start), ...Array.from({ length: times }, () => body)]);
      writeFileSync(join(folder, `${name}.img`), image);
      return [name, times * framesIn(body)];
    }),
  );
}

function framesIn(body) {
  let count = 0;
  for (let pos = 0; pos < body.length; count++) pos += 4 + body.readUInt32LE(pos);
  return count;
}

/** Compiles the messages of the schema with the protoc of PyPI's package. */
function compile(python, folder, modules) {
  mkdirSync(modules);
  const messages = join(folder, "messages");
  cpSync(join(ROOT, "schema/messages"), messages, { recursive: true });
  const files = readdirSync(messages).filter((file) => file.endsWith(".proto"));
  call(python, ["-m", "grpc_tools.protoc", `-I${messages}`, `--python_out=${modules}`, ...files], messages);
}

/** Starts a worker; `run` asks it for a time. */
function worker(python, words, variables) {
  const child = spawn(python, [join(ROOT, "bench/languages/python/worker.py"), ...words], {
    env: { ...env, ...variables },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ready = lines.next();
  const run = async (workload, count) => {
    await ready;
    child.stdin.write(`${workload} ${count}\n`);
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`the worker of ${words[0]} has ended`);
    return Number(value);
  };
  return { run, close: () => child.stdin.end() };
}

async function measure(contenders, what, name, entries) {
  const workload = `${what} ${name}`;
  const counts = {};
  for (const [who, { run }] of Object.entries(contenders)) {
    await run(workload, 1);
    counts[who] = Math.max(1, Math.ceil(LEAST / (await run(workload, 1))));
  }
  const times = Object.fromEntries(Object.keys(contenders).map((who) => [who, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [who, { run }] of Object.entries(contenders)) {
      times[who].push((await run(workload, counts[who])) / counts[who] / entries);
    }
  }
  return Object.keys(contenders).map((who) => {
    const ratios = times[who].map((time, round) => time / times.critgen[round]).sort((a, b) => a - b);
    return {
      what: workload,
      who,
      time: median(times[who]),
      ratio: median(ratios),
      least: ratios[0],
      most: ratios.at(-1),
    };
  });
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function report(rows, [python, protobuf]) {
  const lines = rows.map(({ what, who, time, ratio, least, most }) => {
    const cells = [what, who, time.toFixed(0), ratio.toFixed(2), `${least.toFixed(2)}–${most.toFixed(2)}`];
    return `| ${cells.join(" | ")} |`;
  });
  return `# The package of Python and its peers

Ratio: how many times as long as critgen, round by round; its median, and the least and the most of ${ROUNDS} rounds. The goal is
twice as fast as protobuf's implementation in Python. \`decode\` makes objects of all entries; \`read\` also asks each for two
fields: upb makes Python's objects only then, and only of these. Entries are those of real images, repeated.

| what | who | ns an entry | ratio | least–most |
| --- | --- | ---: | ---: | ---: |
${lines.join("\n")}

Python ${python}, protobuf ${protobuf}, ${cpus().length} processors ${cpus()[0]?.model ?? ""}. \`node bench/languages/python/run.mjs\` measures again.
`;
}
