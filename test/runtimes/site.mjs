/*
 * Builds the site, and looks at its pages in headless Chromium: from a static host in a subfolder and from a disk, in light
 * and dark, on a phone, on paper, without scripts. A page must log nothing and ask for nothing but its own files.
 *   node test/runtimes/site.mjs (after `npm run build`)
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { execPath } from "node:process";
import { pathToFileURL } from "node:url";
import { CHROMIUM, FLAGS, needChromium } from "./browser.mjs";
import { staticHost } from "./studio/host.mjs";
import { installTools, inTemporaryFolder, loadTool, must } from "./tools/tools.mjs";

/** One page of each kind. */
const PAGES = [
  "index.html",
  "README.html",
  "docs/index.html",
  "docs/table.html",
  "format/index.html",
  "format/images/PAGEMAP.html",
  "format/messages/vma_entry.html",
  "format/enums/fd_types.html",
  "format/releases.html",
  "format/ids.html",
  "format/privacy.html",
  "format/names.html",
  "search.html",
  "source/schema/messages/tcp-stream.proto.html",
];
const PHONE = { viewport: { width: 390, height: 800 }, hasTouch: true };
const DARK = { colorScheme: "dark" };

/** Fails if the page is wider than its window, or has no styles. */
async function fits(page) {
  const [wide, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= width, `${wide} of ${width} pixels`);
  assert.equal(await page.locator(".site-header").evaluate((header) => getComputedStyle(header).display), "flex");
}

/** Goes through the header as a reader does, from the reference to the studio. */
async function hasOneHeader(page) {
  const current = () => page.locator(".site-header [aria-current]").textContent();
  for (const [link, title] of [
    ["Registry", "The magic registry"],
    ["Documents", "Documents"],
    ["Format", "The image format"],
    ["Studio", "Look into a checkpoint"],
  ]) {
    await page.locator(".site-header").getByRole("link", { name: link }).click();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    assert.equal(await current(), link);
  }
  assert.ok(await page.getByText("From a disk").isHidden());
}

async function searches(page) {
  const field = page.getByRole("searchbox");
  const first = page.locator("#results a").first();
  for (const [text, name] of [
    ["pstree", "PSTREE"],
    ["0x50273030", "PSTREE"],
    ["compat_nr_pages", "pagemap_entry.compat_nr_pages"],
    ["anonymous", "Make a checkpoint anonymous"],
  ]) {
    await field.fill(text);
    assert.equal(await first.textContent(), name);
  }
  await field.fill("no such thing");
  assert.equal(await page.getByRole("status").textContent(), "0 found");
  await field.fill("vma_entry.shmid");
  await page.keyboard.press("Enter");
  await page.waitForURL(/vma_entry\.html#shmid$/);
}

async function needsNoMouse(page) {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
}

async function prints(page) {
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".site-header").isHidden());
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  const count = pdf.match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
  assert.ok(count >= 1 && count <= 4, `${count} pages`);
}

async function main(folder) {
  needChromium();
  installTools();
  must(execPath, ["scripts/site.mjs", join(folder, "in/a/folder")]);
  const { isAccessible, withPage } = await import("./studio/page.mjs");
  const host = await staticHost(folder);
  const [web, disk] = [`${host.url}in/a/folder/`, pathToFileURL(`${join(folder, "in/a/folder")}/`).href];
  const browser = await loadTool("playwright-core").chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  const open = (base, path, habits, look) => () =>
    withPage(browser, `${base}${path}`, { habits, allowed: (asked) => asked.startsWith(base) }, look);
  const every = (base, habits, look) => async () => {
    for (const path of PAGES) await open(base, path, habits, look)();
  };
  const looks = [
    ["each kind of page", every(web, {}, isAccessible)],
    ["in the dark", open(web, "format/messages/vma_entry.html", DARK, isAccessible)],
    ["a document in the dark", open(web, "docs/table.html", DARK, isAccessible)],
    ["each kind of page, on a phone", every(web, PHONE, fits)],
    ["on a phone", open(web, "format/index.html", PHONE, isAccessible)],
    ["each kind of page, from a disk", every(disk, {}, fits)],
    ["the studio, from a disk", open(disk, "studio/critgen-studio.html", {}, fits)],
    ["one header for all parts", open(web, "index.html", {}, hasOneHeader)],
    ["the search", open(web, "search.html", {}, searches)],
    ["the search, from a disk", open(disk, "search.html", {}, searches)],
    [
      "without scripts",
      open(web, "search.html", { javaScriptEnabled: false }, (page) => page.getByText("needs scripts").waitFor()),
    ],
    ["without a mouse", open(web, "format/images/PAGEMAP.html", {}, needsNoMouse)],
    ["on paper", open(web, "format/images/PAGEMAP.html", {}, prints)],
  ];
  let failed = 0;
  for (const [name, look] of looks) {
    const start = performance.now();
    const problem = await look().then(
      () => undefined,
      (error) => error,
    );
    if (problem !== undefined) failed++;
    console.log(
      `site: ${name.padEnd(40)}${((performance.now() - start) / 1000).toFixed(1)} s  ${problem?.stack ?? "ok"}`,
    );
  }
  await browser.close();
  host.close();
  return failed;
}

process.exitCode = (await inTemporaryFolder(main)) === 0 ? 0 : 1;
