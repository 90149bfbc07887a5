/* The page of the studio as studio.mjs sees it. */

/** Runs in the page before its scripts: remembers long tasks, and the times at which things are seen first. */
export function observe() {
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

/** Waits until nothing is read, and all long tasks are reported. */
export async function settled(page) {
  await page.waitForFunction(() => document.querySelector(".waiting") === null, undefined, { timeout: 120_000 });
  // Long tasks are reported after they end.
  await page.waitForTimeout(300);
}

/** Returns the longest task since the last call, in milliseconds; 50 if none was longer. */
export function longest(page) {
  return page.evaluate(() => Math.max(50, ...globalThis.bench.tasks.splice(0).map(({ duration }) => duration)));
}
