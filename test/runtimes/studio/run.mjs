/*
 * Opens the page of the studio in headless Chromium: from a static host, from a file, and from `critgen studio`. The page
 * must log nothing and ask for nothing but its own files.
 *   node test/runtimes/studio/run.mjs [WORD] (after `npm run build`); with a word, only the looks with it in their name
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { argv, execPath } from "node:process";
import { pathToFileURL } from "node:url";
import { CHROMIUM, FLAGS, needChromium } from "../browser.mjs";
import { CRITGEN, installTools, inTemporaryFolder, loadTool } from "../tools/tools.mjs";
import { checkpointsIn } from "./checkpoints.mjs";
import { PAGE, staticHost } from "./host.mjs";

const PHONE = { viewport: { width: 390, height: 800 }, hasTouch: true };
const DARK = { colorScheme: "dark" };

/** Starts `critgen studio`; returns the address that it prints, and a function that ends it. */
async function critgenStudio(...paths) {
  const child = spawn(execPath, [CRITGEN, "studio", "--no-open", ...paths], { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = await new Promise((resolve) => {
    child.stdout.once("data", (text) => resolve(String(text).split("\n")));
  });
  return { url, end: () => new Promise((resolve) => child.once("exit", resolve) && child.kill("SIGINT")) };
}

async function servesCheckpoints(browser, { fds, archive }, { settled, withPage }) {
  const { url, end } = await critgenStudio(fds, archive);
  await withPage(browser, url, {}, async (page) => {
    const choice = page.getByRole("combobox", { name: "Checkpoint" });
    await page.waitForFunction(() => document.querySelectorAll(".checkpoints option").length === 2);
    assert.deepEqual(await choice.locator("option").allTextContents(), ["fds", "pod.tar.gz"]);
    await settled(page);
    assert.match(await page.getByRole("region", { name: "Processes" }).textContent(), /3438 w/);
  });
  assert.equal(await end(), 0);
}

async function main(folder) {
  needChromium();
  installTools();
  const { chromium } = loadTool("playwright-core");
  // These read files of the tools.
  const pages = await import("./page.mjs");
  const [{ SHELL }, { OVERVIEW }] = [await import("./shell.mjs"), await import("./overview.mjs")];
  const [{ IMAGE }, { PROCESS }] = [await import("./image.mjs"), await import("./process.mjs")];
  const { TRY } = await import("./try.mjs");
  const [{ MEMORY }, { FIND }] = [await import("./memory.mjs"), await import("./find.mjs")];
  const [{ COMPARE }, { EDIT }] = [await import("./compare.mjs"), await import("./edit.mjs")];
  const { JOURNEY, journeyWithoutRequests } = await import("./journey.mjs");
  const checkpoints = checkpointsIn(folder);
  const host = await staticHost();
  const file = pathToFileURL(join(PAGE, "critgen-studio.html")).href;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const on = (url, habits, look) => () => pages.withPage(browser, url, { habits }, (page) => look(page, checkpoints));
  const looks = Object.entries({
    ...SHELL,
    ...OVERVIEW,
    ...IMAGE,
    ...PROCESS,
    ...MEMORY,
    ...FIND,
    ...COMPARE,
    ...EDIT,
    ...TRY,
    ...JOURNEY,
  }).map(([name, look]) => [name, on(host.url, {}, look)]);
  const first = OVERVIEW["overview: open files"];
  looks.push(
    ["overview: in the dark", on(host.url, DARK, first)],
    ["overview: on a phone", on(host.url, PHONE, first)],
    ["image: in the dark", on(host.url, DARK, IMAGE["image: the tree and the bytes light up each other"])],
    ["image: on a phone", on(host.url, PHONE, IMAGE["image: up to the break, and at it"])],
    ["process: in the dark", on(host.url, DARK, PROCESS["process: open files"])],
    ["process: on a phone", on(host.url, PHONE, PROCESS["process: open files"])],
    ["memory: in the dark", on(host.url, DARK, MEMORY["memory: pointers can be followed"])],
    ["memory: on a phone", on(host.url, PHONE, MEMORY["memory: pointers can be followed"])],
    ["find: in the dark", on(host.url, DARK, FIND["find: numbers lead to fields"])],
    ["find: on a phone", on(host.url, PHONE, FIND["find: numbers lead to fields"])],
    ["compare: in the dark", on(host.url, DARK, COMPARE["compare: differences lead to both checkpoints"])],
    ["compare: on a phone", on(host.url, PHONE, COMPARE["compare: differences lead to both checkpoints"])],
    ["edit: in the dark", on(host.url, DARK, EDIT["edit: steps by forms, and downloads"])],
    ["edit: on a phone", on(host.url, PHONE, EDIT["edit: steps by forms, and downloads"])],
    ["edit: from a file", on(file, {}, EDIT["edit: steps by forms, and downloads"])],
    ["try: in the dark", on(host.url, DARK, TRY["try: an image is decoded as the schema changes"])],
    ["try: on a phone", on(host.url, PHONE, TRY["try: pasted bytes, up to the break"])],
    ["try: from a file", on(file, {}, TRY["try: a magic for a town"])],
    ["journey: from a file", on(file, {}, journeyWithoutRequests)],
    ["from a file", on(file, {}, first)],
    ["from a file: an archive with zstd", on(file, {}, SHELL["an archive with zstd"])],
    ["from critgen studio", () => servesCheckpoints(browser, checkpoints, pages)],
  );
  let failed = 0;
  for (const [name, look] of looks.filter(([name]) => name.includes(argv[2] ?? ""))) {
    const start = performance.now();
    const problem = await look().then(
      () => undefined,
      (error) => error,
    );
    if (problem !== undefined) failed++;
    console.log(`${name.padEnd(44)}${((performance.now() - start) / 1000).toFixed(1)} s  ${problem?.stack ?? "ok"}`);
  }
  await browser.close();
  host.close();
  return failed;
}

process.exitCode = (await inTemporaryFolder(main)) === 0 ? 0 : 1;
