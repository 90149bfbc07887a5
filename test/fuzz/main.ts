import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { type Chosen, check, inputOf, litterOf, type Sample, stockOf } from "./fuzz.ts";
import { Growth } from "./grow.ts";
import { loadRows } from "./rows.ts";

/* Implements `npm run fuzz`: checks one input after the other for a given time. */

const HELP = `npm run fuzz -- [options]
  --seconds N   stop after N seconds (default: 60)
  --inputs N    stop after N inputs
  --seed S      a whole number; the same seed makes the same inputs (default: from the clock)
  --at N        begin at input N; with --inputs 1, that input alone
  --grow        keep inputs that reach code which none before did, in test/fuzz/corpus
  --corpus DIR  mutate the images in this folder too
`;

/** Relative to the project's root, the working directory of this script. */
const CORPUS = "test/fuzz/corpus";

const { values } = parseArgs({
  options: {
    seconds: { type: "string" },
    inputs: { type: "string" },
    seed: { type: "string" },
    at: { type: "string" },
    corpus: { type: "string", multiple: true },
    grow: { type: "boolean" },
    help: { type: "boolean" },
  },
});

if (values.help === true) console.log(HELP);
else process.exitCode = await run();

async function run(): Promise<number> {
  const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
  const start = Number(values.at ?? 0);
  const inputs = Number(values.inputs ?? Infinity);
  const seconds = Number(values.seconds ?? (values.inputs === undefined ? 60 : Infinity));
  // The stack of an error takes most of the time, and is useful only for a single input.
  if (inputs > 1) Error.stackTraceLimit = 0;
  const stock = stockOf(await loadRows(), (values.corpus ?? []).flatMap(samplesIn));
  const began = performance.now();
  const tally = new Map<string, number>();
  const growth = values.grow === true ? new Growth(CORPUS) : undefined;
  await growth?.begin(stock, samplesIn(CORPUS));
  let findings = 0;
  let done = 0;
  const count = async (chosen: Chosen): Promise<void> => {
    const end = await one(chosen, seed, start + done++);
    if (end === undefined) findings++;
    else tally.set(end, (tally.get(end) ?? 0) + 1);
    if (done % 1_000_000 === 0) console.log(`${done} inputs, ${findings} findings`);
  };
  if (inputs === 1) await count(inputOf(stock, seed, start));
  else {
    while (done < inputs && performance.now() - began < seconds * 1000) {
      const litter = [...litterOf(stock, seed, start + done)];
      for (const chosen of litter) await count(chosen);
      // The checks have advanced the dice of the inputs: they are made again.
      await growth?.look([...litterOf(stock, seed, start + done - litter.length)]);
    }
  }
  const took = (performance.now() - began) / 1000;
  console.log(
    [...tally]
      .sort(([, a], [, b]) => b - a)
      .map(([end, times]) => `  ${times} ${end}`)
      .join("\n"),
  );
  if (growth !== undefined) console.log(`${growth.kept} inputs kept in ${CORPUS}`);
  console.log(`seed ${seed}: ${done} inputs in ${took.toFixed(1)} s, ${findings} findings`);
  return findings === 0 ? 0 : 1;
}

/** Returns the outcome of an input; reports a finding and returns undefined. */
async function one(chosen: Chosen, seed: number, index: number): Promise<string | undefined> {
  try {
    const { error } = await check(chosen);
    return error === undefined ? "read" : error.code;
  } catch (finding) {
    console.error(`--seed ${seed} --at ${index} --inputs 1: ${chosen.row.layout.image}`);
    console.error(`  ${Buffer.from(chosen.bytes.subarray(0, 400)).toString("hex")}`);
    console.error(`  ${finding instanceof Error ? finding.message : String(finding)}`);
    return undefined;
  }
}

function samplesIn(folder: string): Sample[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, bytes: new Uint8Array(readFileSync(join(entry.parentPath, entry.name))) }));
}
