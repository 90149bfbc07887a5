/*
 * Opens the page of `critgen audit --html` in headless Chromium, from a file: for the project's registry, and for a
 * registry with many findings and hostile names. The page must make no request and log nothing.
 *   node test/runtimes/page.mjs (after `npm run build`)
 */
import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { pathToFileURL } from "node:url";
import { CHROMIUM, FLAGS, needChromium } from "./browser.mjs";
import { contrasts, covered, hostile, shownRows, sideways } from "./page-measures.mjs";
import { installTools, inTemporaryFolder, loadTool, ROOT, run } from "./tools/tools.mjs";

const HOSTILE = '</script><img src=x onerror="globalThis.hacked=1">{{constructor}}';

/** Writes the page of a schema, with or without findings; returns its URL. */
function pageOf(folder, name, schema) {
  const file = join(folder, `${name}.html`);
  const { stderr } = run(execPath, ["dist/main.cjs", "audit", "--schema", schema, "--html", file]);
  assert.equal(stderr, "");
  return pathToFileURL(file).href;
}

/** Writes a schema with no accepted findings, two rows with one magic, and markup in names. */
function badSchema(folder) {
  const schema = join(folder, "schema");
  cpSync(join(ROOT, "schema"), schema, { recursive: true });
  const table = join(schema, "images.yaml");
  const text = readFileSync(table, "utf8").replace(/^accept:\n(?:(?: .*)?\n)*/m, "");
  const row = { about: HOSTILE, file: "hostile.img", magic: 0x54473203, town: HOSTILE, entries: "utsns_entry" };
  writeFileSync(table, `${text}\n  HOSTILE: ${JSON.stringify(row)}\n`);
  return schema;
}

/**
 * Opens a page with a user's preferences, and calls `look`. @throws if the page makes a request or logs a message. The
 * page scrolls without motion, because clicks during a smooth scroll miss.
 */
async function open(browser, url, habits, look) {
  const still = { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" };
  const context = await browser.newContext({ ...still, ...habits });
  const problems = [];
  context.on("request", (request) => {
    if (request.url() !== url && !request.url().startsWith("data:")) problems.push(request.url());
  });
  const page = await context.newPage();
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.goto(url);
  await look(page);
  assert.deepEqual(problems, []);
  await context.close();
}

async function showsEveryTown(page) {
  const numbers = await page.locator("tbody .magic").allTextContents();
  const points = await page.locator(".point").count();
  assert.equal(points, new Set(numbers).size);
  assert.ok(points > 60);
  const map = await page.locator("#map").boundingBox();
  for (const point of await page.locator(".point").all()) {
    const { x, y, width, height } = await point.boundingBox();
    assert.ok(x >= map.x && y >= map.y && x + width <= map.x + map.width && y + height <= map.y + map.height);
  }
}

/** Waits until the map has names: it is drawn for its size, which it has after the page is loaded. */
const drawn = (page) => page.locator(".point[data-side]").first().waitFor();

async function namesDoNotCollide(page) {
  await drawn(page);
  const named = [];
  for (const zooms of [0, 2, 2]) {
    for (let i = 0; i < zooms; i++) await page.getByRole("button", { name: "Zoom in" }).click();
    const { collisions, count } = await page.evaluate(covered);
    assert.deepEqual(collisions, []);
    named.push(count);
  }
  assert.ok(Math.max(...named) > 10, `too few names: ${named}`);
  await page.getByRole("button", { name: "Show all" }).click();
}

async function filtersAndSorts(page) {
  const search = page.getByRole("searchbox", { name: "Find" });
  const all = (await page.evaluate(shownRows)).length;
  await search.fill("novgorod inventory");
  assert.deepEqual(await page.evaluate(shownRows), ["INVENTORY"]);
  assert.equal(await page.getByRole("status").textContent(), `1 of ${all} rows`);
  assert.equal(await page.locator(".point:not(.off)").count(), 1);
  await search.fill("0x5027 30");
  assert.deepEqual(await page.evaluate(shownRows), ["PSTREE"]);
  await search.fill("no such thing");
  assert.ok(await page.getByText("No row matches.").isVisible());
  await search.fill("");
  await page.locator("label", { hasText: /^ raw$/ }).click();
  assert.ok((await page.evaluate(shownRows)).includes("IFADDR"));
  await page.locator("label", { hasText: /^ all$/ }).click();
  assert.equal((await page.evaluate(shownRows)).length, all);
  const heading = page.getByRole("columnheader", { name: "Image" });
  for (const order of ["ascending", "descending"]) {
    await heading.getByRole("button").click();
    assert.equal(await heading.getAttribute("aria-sort"), order);
    const names = (await page.evaluate(shownRows)).map((name) => name.toLowerCase());
    const sorted = names.toSorted((a, b) => a.localeCompare(b, "en"));
    assert.deepEqual(names, order === "ascending" ? sorted : sorted.reverse());
  }
}

async function needsNoMouse(page) {
  await drawn(page);
  const focused = () =>
    page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent");
  const viewBox = async () => (await page.locator("#map svg").getAttribute("viewBox")).split(" ").map(Number);
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Skip to the table");
  await page.keyboard.press("Tab");
  const first = await focused();
  assert.match(first, /^Veliky Novgorod, 58°31'N 31°16'E: INVENTORY/);
  await page.keyboard.press("ArrowRight");
  const second = await focused();
  assert.notEqual(second, first);
  const [town] = second.split(",");
  assert.equal(await page.locator(".panel article:visible h3").textContent(), town);
  const [, , whole] = await viewBox();
  const seen = async () => {
    const [map, point] = [page.locator("#map"), page.locator(".point[aria-current]")];
    const [{ x, y, width, height }, at] = [await map.boundingBox(), await point.boundingBox()];
    return at.x > x && at.y > y && at.x + at.width < x + width && at.y + at.height < y + height;
  };
  for (let i = 0; i < 6; i++) await page.keyboard.press("+");
  assert.ok((await viewBox())[2] < whole / 10);
  assert.ok(await seen());
  await page.keyboard.press("ArrowDown");
  assert.ok(await seen());
  await page.keyboard.press("0");
  assert.equal((await viewBox())[2], whole);
  await page.keyboard.press("/");
  await page.keyboard.type("kyiv");
  assert.deepEqual(await page.evaluate(shownRows), ["PSTREE"]);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.locator("tbody a", { hasText: "Kyiv" }).focus();
  await page.keyboard.press("Enter");
  assert.match(await focused(), /^Kyiv/);
}

async function canBeRead(page) {
  assert.deepEqual(await page.evaluate(contrasts), []);
  assert.deepEqual(await page.evaluate(sideways), []);
}

async function marksWhatIsFound(page) {
  assert.ok((await page.locator(".point.mark-error").count()) >= 1);
  assert.ok((await page.locator(".point.mark-warning").count()) >= 3);
  assert.match(await page.locator(".point.mark-error").first().getAttribute("aria-label"), /, error$/);
  assert.ok((await page.locator(".group .mark-error").count()) >= 1);
  // Two magics in one town share a point.
  await page.locator('.point[aria-label^="Smolensk"]').focus();
  assert.equal(await page.locator(".panel article:visible").count(), 2);
  const rows = page.locator("tbody tr", { has: page.locator(".mark-error") });
  assert.ok((await rows.count()) >= 1);
}

async function isInert(page) {
  const { hacked, texts } = await page.evaluate(hostile);
  assert.equal(hacked, undefined);
  assert.ok(texts.includes(HOSTILE));
}

async function prints(page) {
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".filter").isHidden());
  assert.ok(await page.locator(".panel").isHidden());
  const pdf = await page.pdf({ format: "A4" });
  const pages = pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
  assert.ok(pages >= 3 && pages <= 16, `${pages} pages`);
}

async function main(folder) {
  needChromium();
  installTools();
  const { chromium } = loadTool("playwright-core");
  const [good, bad] = [pageOf(folder, "good", "schema"), pageOf(folder, "bad", badSchema(folder))];
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };
  const dark = { colorScheme: "dark" };
  const looks = [
    ["shows every town", good, {}, showsEveryTown],
    ["has no overlapping names", good, {}, namesDoNotCollide],
    ["filters and sorts rows", good, {}, filtersAndSorts],
    ["works without a mouse", good, {}, needsNoMouse],
    ["has readable contrast and width", bad, {}, canBeRead],
    ["is readable in the dark", bad, dark, canBeRead],
    ["is readable on a phone", bad, phone, canBeRead],
    ["has no overlapping names on a phone", good, phone, namesDoNotCollide],
    ["marks findings", bad, {}, marksWhatIsFound],
    ["shows hostile names as text", bad, {}, isInert],
    ["shows every town without scripts", good, { javaScriptEnabled: false }, showsEveryTown],
    ["prints on few pages", good, {}, prints],
  ];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  let failed = 0;
  for (const [name, url, habits, look] of looks) {
    const start = performance.now();
    const problem = await open(browser, url, habits, look).then(
      () => undefined,
      (error) => error,
    );
    if (problem !== undefined) failed++;
    console.log(`${name.padEnd(40)}${((performance.now() - start) / 1000).toFixed(1)} s  ${problem?.stack ?? "ok"}`);
  }
  await browser.close();
  return failed;
}

process.exitCode = (await inTemporaryFolder(main)) === 0 ? 0 : 1;
