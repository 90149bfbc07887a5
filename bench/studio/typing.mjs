/* A case of studio.mjs: types into critgen's schema in the view Try, while an image is decoded. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IMAGES, ROOT } from "../../test/runtimes/tools/tools.mjs";
import { longest } from "./page.mjs";

const FILE = "messages/pstree.proto";
const TEXT = readFileSync(join(ROOT, "schema", FILE), "utf8");

/** Number of times that each key is pressed in a round. */
const TIMES = 3;

/** Time in which the audit and the code end, in milliseconds. */
const REST = 3000;

/** Measures the times and the longest task of a round. */
export async function typed(page) {
  await begin(page);
  const [problem, decoded] = [[], []];
  await longest(page);
  await goBehind(page, "required uint32");
  for (let i = 0; i < TIMES; i++) {
    problem.push(await timeOf(page, "Backspace", { selector: ".try-problems .place", isThere: true }));
    await timeOf(page, "2", { selector: ".try-problems .place", isThere: false });
  }
  await goBehind(page, "pgid    = 3");
  // Its number is another one: the field is missing.
  const row = { selector: ".try-decode [role=treeitem]", text: "a required field is missing" };
  for (let i = 0; i < TIMES; i++) {
    decoded.push(await timeOf(page, "3", { ...row, isThere: true }));
    decoded.push(await timeOf(page, "Backspace", { ...row, isThere: false }));
  }
  await longest(page);
  await goBehind(page, "threads = 5;");
  await page.keyboard.type("\n  optional uint32 born = 6;", { delay: 100 });
  await page.waitForTimeout(REST);
  return { problem, decoded, typing: await longest(page) };
}

/** Begins with critgen's schema and a real image. */
async function begin(page) {
  await page.evaluate(() => {
    location.hash = "#//try/critgen";
  });
  await page.getByText("No problems").waitFor({ timeout: 60_000 });
  await page.getByRole("tab", { name: "Decode" }).click();
  await page.getByRole("button", { name: "Paste bytes…" }).click();
  const bytes = readFileSync(join(IMAGES, "basic/pstree.img")).toString("base64");
  await page.getByRole("textbox", { name: "Hexadecimal or base64" }).fill(bytes);
  await page.getByRole("button", { name: "Decode", exact: true }).click();
  await page
    .getByRole("treeitem")
    .filter({ hasText: /entry 0/ })
    .first()
    .click();
  await page.getByRole("treeitem").filter({ hasText: "pgid" }).first().waitFor();
  await page.getByRole("combobox", { name: "File", exact: true }).selectOption(FILE);
  // The first audit reads the towns.
  await page.waitForTimeout(2 * REST);
}

/** Puts the cursor behind a text of the file. */
async function goBehind(page, text) {
  const lines = TEXT.slice(0, TEXT.indexOf(text) + text.length).split("\n");
  await page.getByRole("textbox", { name: FILE, exact: true }).focus();
  await page.keyboard.press("Control+Home");
  for (let i = 1; i < lines.length; i++) await page.keyboard.press("ArrowDown");
  for (let i = 0; i < lines.at(-1).length; i++) await page.keyboard.press("ArrowRight");
}

/** Presses a key; returns the time until elements with a text are seen, or are gone. */
async function timeOf(page, key, wanted) {
  await page.evaluate(watch, wanted);
  await page.keyboard.press(key);
  const time = await page.evaluate(() => globalThis.bench.seen.wanted);
  await page.waitForTimeout(REST);
  return time;
}

/** Runs in the page: waits for a key, and for the frame that shows its effect. */
function watch({ selector, text = "", isThere }) {
  let start = 0;
  const noteStart = () => {
    start = performance.now();
  };
  addEventListener("keydown", noteStart, { capture: true, once: true });
  globalThis.bench.seen.wanted = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const found = [...document.querySelectorAll(selector)].some(({ textContent }) => textContent.includes(text));
      if (found !== isThere) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}
