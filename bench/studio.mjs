/*
 * Opens large checkpoints in the studio, in Chromium, by dropping their files: an archive of 1 GiB, the same compressed, and an
 * image of a million entries, which is scrolled and searched. Measures the time to the first view and to the first progress,
 * and the longest task of the page. Needs Chromium, tar, gzip and zstd, and 4 GB of disk.
 *   npm run bench:studio -- [--rounds 5] [--size 1] [--save]
 * --size: GiB
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CHROMIUM, FLAGS, needChromium } from "../test/runtimes/browser.mjs";
import { staticHost } from "../test/runtimes/studio/host.mjs";
import { installTools, loadTool } from "../test/runtimes/tools/tools.mjs";
import { largeCheckpoints } from "./large.mjs";
import { machine, save, summary, table } from "./support.mjs";

const ENTRIES = 1_000_000;

/** Goals in milliseconds. */
const GOALS = { view: 2000, progress: 500, task: 200 };

/** Runs in the page before its scripts: remembers long tasks, and the times at which things are seen first. */
function observe() {
  const seen = {};
  const tasks = [];
  globalThis.bench = { seen, tasks };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ startTime, duration });
  }).observe({ type: "longtask" });
  addEventListener(
    "drop",
    () => {
      seen.drop ??= performance.now();
    },
    true,
  );
  const marks = { progress: ".opening progress[value]", view: "main.view h1" };
  new MutationObserver(() => {
    for (const [name, selector] of Object.entries(marks))
      if (seen[name] === undefined && document.querySelector(selector) !== null) seen[name] = performance.now();
  }).observe(document, { childList: true, subtree: true, attributes: true });
}

/** Drops files or a folder of a disk on the page. */
async function drop(page, path) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"])
    await session.send("Input.dispatchDragEvent", { type, x: 400, y: 400, data });
  await page.locator("main.view").waitFor({ timeout: 300_000 });
  await settled(page);
}

async function settled(page) {
  await page.waitForFunction(() => document.querySelector(".waiting") === null, undefined, { timeout: 120_000 });
  // Long tasks are reported after they end.
  await page.waitForTimeout(300);
}

/** Returns the longest task since the last call, in milliseconds; 50 if none was longer. */
function longest(page) {
  return page.evaluate(() => Math.max(50, ...globalThis.bench.tasks.splice(0).map(({ duration }) => duration)));
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
];
const TITLES = {
  view: "to the first view",
  progress: "to the first progress",
  task: "longest task while it opens",
  show: "longest task until entries are shown",
  scroll: "longest task while they scroll",
  search: "longest task while they are searched",
};

function rowsOf(title, rounds) {
  return Object.keys(rounds[0]).map((key) => {
    const { median, least, most } = summary(rounds.map((round) => round[key]));
    const goal =
      key === "view" && !["plain tar", "a million entries"].includes(title) ? "" : `${GOALS[key] ?? GOALS.task} ms`;
    const text = (value) => (key === "view" || key === "progress" || value > 50 ? `${Math.round(value)}` : "<50");
    return [`${title}: ${TITLES[key]}`, `${text(median)} ms`, `${text(least)}–${text(most)}`, goal];
  });
}

async function main(folder, { rounds, size, keep }) {
  needChromium();
  installTools();
  const checkpoints = largeCheckpoints(folder, size * 2 ** 30, ENTRIES);
  const host = await staticHost();
  const browser = await loadTool("playwright-core").chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const results = new Map(CASES.map(([title]) => [title, []]));
  for (let i = 0; i < rounds; i++)
    for (const [title, name, look] of CASES)
      results.get(title).push(await measured(browser, host.url, look, checkpoints[name]));
  const rows = [...results].flatMap(([title, all]) => rowsOf(title, all));
  const text = `# Large checkpoints in the studio

${machine()}, Chromium ${browser.version()}. \`npm run bench:studio\` drops each checkpoint on the page ${rounds} times, in turns: an
archive of Podman with ${size} GiB of memory, plain and compressed, and a folder with a pagemap of a million entries. Each figure
is the median, with the spread. A task is work of the page without a pause; the browser reports those above 50 ms. The search
is that of the view Find.

${table([["", "median", "spread", "goal"], ...rows])}
`;
  await browser.close();
  host.close();
  console.log(text);
  if (keep) save(join(import.meta.dirname, "results/studio.md"), text);
}

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    size: { type: "string", default: "1" },
    save: { type: "boolean", default: false },
  },
});
const folder = mkdtempSync(join(tmpdir(), "critgen-bench-"));
try {
  await main(folder, { rounds: Number(values.rounds), size: Number(values.size), keep: values.save });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
