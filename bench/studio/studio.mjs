/*
 * Opens large checkpoints in the studio, in Chromium, by dropping their files: an archive of 1 GiB, the same compressed, and an
 * image of a million entries, which is scrolled and searched. Measures the time to the first view and to the first progress,
 * and the longest task of the page. Then it types into a schema in Try. Needs Chromium, tar, gzip and zstd, and 4 GB of disk.
 *   npm run bench:studio -- [--rounds 5] [--size 1] [--only WORD] [--save]
 * --size: GiB; --only: measures the cases with the word in their titles, such as Try
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CHROMIUM, FLAGS, needChromium } from "../../test/runtimes/browser.mjs";
import { staticHost } from "../../test/runtimes/studio/host.mjs";
import { installTools, loadTool } from "../../test/runtimes/tools/tools.mjs";
import { machine, save, summary, table } from "../support.mjs";
import { largeCheckpoints } from "./large.mjs";
import { longest, observe, settled } from "./page.mjs";
import { typed } from "./typing.mjs";

const ENTRIES = 1_000_000;

/** Goals in milliseconds. */
const GOALS = { view: 2000, progress: 500, problem: 300, decoded: 300, task: 200 };

/** Drops files or a folder of a disk on the page. */
async function drop(page, path) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"])
    await session.send("Input.dispatchDragEvent", { type, x: 400, y: 400, data });
  await page.locator("main.view").waitFor({ timeout: 300_000 });
  await settled(page);
}

async function opened(page, path) {
  await drop(page, path);
  const { drop: start, view, progress } = await page.evaluate(() => globalThis.bench.seen);
  return {
    view: view - start,
    ...(progress !== undefined && progress < view && { progress: progress - start }),
    task: await longest(page),
  };
}

/** Scrolls through the entries, and searches them. */
async function manyEntries(page, path) {
  const { view, task } = await opened(page, path);
  await page.evaluate(() => {
    location.hash = "#/many/image/pagemap-1.img";
  });
  await page.getByText("1,000,000 entries").waitFor({ timeout: 60_000 });
  await settled(page);
  const show = await longest(page);
  await page.getByRole("tree").hover();
  for (let i = 0; i < 100; i++) await page.mouse.wheel(0, 100 * 2 ** (i % 12));
  for (const key of ["End", "Home", "PageDown"]) await page.keyboard.press(key);
  await settled(page);
  const scroll = await longest(page);
  await page.evaluate(() => {
    location.hash = "#/many/find?q=8192";
  });
  await page.getByText(/(?:places? of|Nothing has)/).waitFor({ timeout: 120_000 });
  await settled(page);
  return { view, task, show, scroll, search: await longest(page) };
}

async function measured(browser, url, look, path) {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(observe);
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  try {
    return await look(page, path);
  } finally {
    await context.close();
  }
}

const CASES = [
  ["plain tar", "tar", opened],
  ["tar.zst", "zstd", opened],
  ["tar.gz", "gzip", opened],
  ["a million entries", "many", manyEntries],
  ["Try", undefined, typed],
];
/** Figures that are times; others are longest tasks, which are reported above 50 ms. */
const TIMES = ["view", "progress", "problem", "decoded"];
const TITLES = {
  view: "to the first view",
  progress: "to the first progress",
  task: "longest task while it opens",
  show: "longest task until entries are shown",
  scroll: "longest task while they scroll",
  search: "longest task while they are searched",
  problem: "from a key to its problem",
  decoded: "from a key to the image by the new schema",
  typing: "longest task while a field is typed",
};

function rowsOf(title, rounds) {
  return Object.keys(rounds[0]).map((key) => {
    const { median, least, most } = summary(rounds.flatMap((round) => round[key]));
    const goal =
      key === "view" && !["plain tar", "a million entries"].includes(title) ? "" : `${GOALS[key] ?? GOALS.task} ms`;
    const text = (value) => (TIMES.includes(key) || value > 50 ? `${Math.round(value)}` : "<50");
    return [`${title}: ${TITLES[key]}`, `${text(median)} ms`, `${text(least)}–${text(most)}`, goal];
  });
}

async function main(folder, { rounds, size, only, keep }) {
  const cases = CASES.filter(([title]) => title.includes(only));
  needChromium();
  installTools();
  const isLarge = cases.some(([, name]) => name !== undefined);
  const checkpoints = isLarge ? largeCheckpoints(folder, size * 2 ** 30, ENTRIES) : {};
  const host = await staticHost();
  const browser = await loadTool("playwright-core").chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const results = new Map(cases.map(([title]) => [title, []]));
  for (let i = 0; i < rounds; i++)
    for (const [title, name, look] of cases)
      results.get(title).push(await measured(browser, host.url, look, checkpoints[name]));
  const rows = [...results].flatMap(([title, all]) => rowsOf(title, all));
  const text = `# Large checkpoints in the studio

${machine()}, Chromium ${browser.version()}. \`npm run bench:studio\` drops each checkpoint on the page ${rounds} times, in turns: an
archive of Podman with ${size} GiB of memory, plain and compressed, and a folder with a pagemap of a million entries. Each figure
is the median, with the spread. In Try, keys change critgen's schema while an image is decoded. A task is work of the page
without a pause; the browser reports those above 50 ms. The search is that of the view Find.

${table([["", "median", "spread", "goal"], ...rows])}
`;
  await browser.close();
  host.close();
  console.log(text);
  if (keep) save(join(import.meta.dirname, "../results/studio.md"), text);
}

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    size: { type: "string", default: "1" },
    only: { type: "string", default: "" },
    save: { type: "boolean", default: false },
  },
});
const folder = mkdtempSync(join(tmpdir(), "critgen-bench-"));
try {
  await main(folder, {
    rounds: Number(values.rounds),
    size: Number(values.size),
    only: values.only,
    keep: values.save,
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
