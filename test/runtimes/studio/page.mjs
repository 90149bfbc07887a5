/* Opens the page of the studio, and watches it. */
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { toolFile } from "../tools/tools.mjs";

/** Longest wait for one thing, in milliseconds: a million entries take a while on a machine that is busy. */
const PATIENCE = 120_000;

const AXE = readFileSync(toolFile("axe-core/axe.min.js"), "utf8");

/**
 * Opens the page, and calls `look`. @throws if the page logs a message, or asks for anything but its own files.
 */
export async function withPage(browser, url, { habits = {}, allowed = (asked) => asked.startsWith(url) }, look) {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    reducedMotion: "reduce",
    ...habits,
  });
  context.setDefaultTimeout(PATIENCE);
  const problems = [];
  const strange = (asked) => !/^(?:data|blob):/.test(asked) && !allowed(asked);
  context.on("request", (request) => {
    if (strange(request.url())) problems.push(`asked for ${request.url()}`);
  });
  const page = await context.newPage();
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  try {
    await page.goto(url);
    await look(page);
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
  }
}

/** Opens a checkpoint by the buttons of the page, and waits for its first view. */
export async function openCheckpoint(page, path) {
  const isFolder = statSync(path).isDirectory();
  await page
    .locator(isFolder ? "input[webkitdirectory]" : "input[multiple]")
    .first()
    .setInputFiles(path);
  await page.locator("main.view").waitFor();
}

/** Goes to a fragment, and waits until nothing is read any more. The page hears of a new fragment after a while. */
export async function goTo(page, fragment) {
  await page.evaluate(async (to) => {
    const heard = new Promise((resolve) => addEventListener("hashchange", resolve, { once: true }));
    location.hash = to;
    await heard;
  }, fragment);
  await settled(page);
}

/** Waits until the address has a fragment: the browser reports it after the key or the click. */
export async function isAt(page, fragment) {
  await page.waitForURL(({ hash }) => fragment.test(hash));
}

/** Cancels long work as soon as it has a button for that: a click from outside comes after the end of fast work. */
export async function cancelAtOnce(page) {
  await page.evaluate(() => {
    new MutationObserver(() => document.querySelector(".gauge button")?.click()).observe(document.body, {
      childList: true,
      subtree: true,
    });
  });
}

/** Waits until all answers are there. */
export async function settled(page) {
  await page.locator("main").waitFor();
  await page.waitForFunction(() => document.querySelector(".waiting") === null);
}

/** Fails if axe finds something serious, a text has too little contrast, or the page is wider than its window. */
export async function isAccessible(page) {
  // The policy of the page allows no script of others, but the debugger may evaluate one.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const found = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" ")}`);
  assert.deepEqual(found, []);
  const [wide, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= width, `${wide} of ${width} pixels`);
}
