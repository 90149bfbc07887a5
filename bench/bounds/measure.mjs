import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { EVERY_SHAPES } from "./every-type.mjs";
import { IMAGES } from "./images.mjs";
import { TEXTS } from "./texts.mjs";

/* Inputs of a shape, of n, 2n and 4n bytes, read in one way: how time grows, and how much memory that takes. */

const WORKER = fileURLToPath(new URL("worker.mjs", import.meta.url));

const IMAGE_WAYS = ["decode", "decode and encode", "iterate", "stream"];
const LAYOUT_WAYS = ["JSON", "pretty JSON", "JSON in pieces", "pretty JSON in pieces", "info", "dissect"];
const TEXT_WAYS = ["image", "image in pieces"];

const all = (kind, ways, shapes) =>
  ways.flatMap((way) => Object.entries(shapes).map(([shape, make]) => ({ kind, way, shape, make })));

/** Each shape in each way that can read it. */
export const CASES = [
  ...all("images", IMAGE_WAYS, IMAGES),
  ...all(
    "images",
    ["columns"],
    Object.fromEntries(Object.entries(IMAGES).filter(([name]) => name.startsWith("areas"))),
  ),
  ...all("layouts", LAYOUT_WAYS, { ...IMAGES, ...EVERY_SHAPES }),
  ...all("texts", TEXT_WAYS, TEXTS),
];

/** How long one may take before it counts as never ending, in milliseconds. */
const PATIENCE = 120_000;

/**
 * Measures a case in a process of its own.
 *
 * @param folder what was compiled
 * @param size n, in bytes
 * @returns `exponent` of the time from n to 4n, `bytes` of memory over the process's own a byte of input, `over`: by
 * how much that is more than is promised, as a fraction of it
 */
export function measure(folder, { kind, way, make }, size) {
  const scratch = mkdtempSync(join(tmpdir(), "critgen-bounds-"));
  try {
    const files = [size, 2 * size, 4 * size].map((n, i) => {
      const file = join(scratch, `${i}`);
      writeFileSync(file, make(n));
      return file;
    });
    const child = spawnSync(process.execPath, [WORKER, folder, kind, way, ...files], {
      encoding: "utf8",
      timeout: PATIENCE,
      maxBuffer: 1 << 24,
    });
    if (child.status !== 0) return { failed: child.error?.code ?? child.stderr.slice(-300) };
    return figures(kind, JSON.parse(child.stdout));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const MIB = 2 ** 20;

/** The promised bound: bytes of memory for one of the input, for one of the output, and beside that. */
const PROMISED = {
  images: { input: 12 + 25, output: 2, fixed: 48 * MIB },
  layouts: { input: 12, output: 2, fixed: 16 * MIB },
  texts: { input: 12, output: 2, fixed: 16 * MIB },
};

function figures(kind, results) {
  const [first, , last] = results;
  const { input, output, fixed } = PROMISED[kind];
  const allowed = input * last.input + output * last.output + fixed;
  return {
    exponent: Math.log(last.ms / first.ms) / Math.log(last.input / first.input),
    ms: last.ms,
    bytes: last.peak / last.input,
    over: last.peak / allowed,
    error: last.error,
    output: last.output,
  };
}
