/* The page around the views: opening, closing, colours, the keyboard. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { goTo, isAccessible, isAt, openCheckpoint, settled } from "./page.mjs";

async function opensArchive(page, path) {
  await openCheckpoint(page, path);
  await settled(page);
  assert.match(await page.getByRole("region", { name: "Processes" }).textContent(), /3438 w/);
}

async function drops(page, path) {
  const data = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], "dropped.tar.gz"));
    return transfer;
  }, readFileSync(path).toString("base64"));
  await page.locator("main").dispatchEvent("drop", { dataTransfer: data });
  await page.locator("main.view").waitFor();
  assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "dropped.tar.gz");
}

async function needsNoMouse(page, { fds }) {
  await openCheckpoint(page, fds);
  await settled(page);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to the content");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
  await page.getByRole("tree", { name: "Processes" }).focus();
  await page.keyboard.press("Enter");
  await isAt(page, /^#\/fds\/process\/3438/);
}

/** Views whose parts scroll. */
const FILLING = ["/fds/image/files.img", "/fds/memory", "/fds/find?q=3438", "/fds/compare", "//try/image"];

/** Views fill the rest of the window, also below the header of a site: the page itself does not scroll. */
async function fillsWindow(page, { fds }) {
  await page.evaluate(() => {
    const header = document.createElement("header");
    header.style.height = "70px";
    document.body.prepend(header);
  });
  await openCheckpoint(page, fds);
  for (const place of FILLING) {
    await goTo(page, `#${place}`);
    const [height, all] = await page.evaluate(() => [innerHeight, document.documentElement.scrollHeight]);
    assert.equal(all, height, place);
  }
}

/** In a window of middle width, the bar has one row. */
async function fitsWindow(page, { fds }) {
  await openCheckpoint(page, fds);
  for (const width of [1080, 1400]) {
    await page.setViewportSize({ width, height: 800 });
    const { height } = await page.getByRole("banner").boundingBox();
    assert.ok(height < 50, `${height} of a bar of ${width} pixels`);
  }
  await isAccessible(page);
}

/** On a phone, the bar has a row for the checkpoint and one for the views, which shows the current one. */
async function fitsPhone(page, { fds }) {
  await page.setViewportSize({ width: 390, height: 800 });
  await openCheckpoint(page, fds);
  await goTo(page, "#/fds/edit");
  const { height } = await page.getByRole("banner").boundingBox();
  assert.ok(height < 90, `${height} pixels`);
  const { x, width } = await page.getByRole("link", { name: "Edit" }).boundingBox();
  assert.ok(x >= 0 && x + width <= 390, `from ${x}, ${width} pixels`);
  // Names of checkpoints are long.
  const name = await page.locator(".checkpoints").boundingBox();
  assert.ok(name.width > 120, `${name.width} pixels`);
  await isAccessible(page);
}

/** Looks of the shell, by their names. */
export const SHELL = {
  "the first page": isAccessible,
  "an archive with gzip": (page, { archive }) => opensArchive(page, archive),
  "an archive with zstd": (page, { zstd }) => opensArchive(page, zstd),
  "an archive with xz": (page, { xz }) => opensArchive(page, xz),
  "an archive that is dropped": (page, { archive }) => drops(page, archive),
  "several checkpoints, and closing one": async (page, { fds, unixs }) => {
    await openCheckpoint(page, fds);
    await page.locator("input[webkitdirectory]").setInputFiles(unixs);
    const choice = page.getByRole("combobox", { name: "Checkpoint" });
    await choice.selectOption("unixs");
    await isAt(page, /^#\/unixs\//);
    await page.getByRole("button", { name: "Close unixs" }).click();
    assert.deepEqual(await choice.locator("option").allTextContents(), ["fds"]);
  },
  "an error names its reason": async (page) => {
    await page
      .locator("input[multiple]")
      .setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no archive at all") });
    assert.match(await page.getByRole("alert").textContent(), /notes\.txt cannot be opened: .*\(unknown-form\)/);
    await isAccessible(page);
  },
  "the colours can be chosen": async (page) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await page.getByRole("combobox", { name: "Colours" }).selectOption("dark");
    assert.notEqual(await ground(), light);
    await page.reload();
    await page.locator("main").waitFor();
    assert.notEqual(await ground(), light);
  },
  "the keyboard is enough": needsNoMouse,
  "views fill the window": fillsWindow,
  "the bar fits a phone": fitsPhone,
  "the bar fits a window of middle width": fitsWindow,
  "the title names the place": async (page, { fds }) => {
    assert.equal(await page.title(), "critgen studio");
    await openCheckpoint(page, fds);
    await goTo(page, "#/fds/memory");
    assert.equal(await page.title(), "fds · Memory · critgen studio");
  },
  "an address names a place": async (page, { fds }) => {
    await goTo(page, "#/fds/overview");
    assert.match(await page.getByRole("main").textContent(), /This address is about fds/);
    // A name that reverses the rest of the line is shown by its number.
    await goTo(page, "#/a%E2%80%AEb/overview");
    assert.match(await page.getByRole("main").textContent(), /This address is about a\\u\{202e\}b/);
    await goTo(page, "#/fds/overview");
    await openCheckpoint(page, fds);
    assert.equal(new URL(page.url()).hash, "#/fds/overview");
  },
};
