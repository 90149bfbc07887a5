/* The page around the views: opening, closing, colours, the keyboard. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { goTo, isAccessible, openCheckpoint, settled } from "./page.mjs";

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
  assert.match(new URL(page.url()).hash, /^#\/fds\/process\/3438/);
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
    assert.match(new URL(page.url()).hash, /^#\/unixs\//);
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
  "an address names a place": async (page, { fds }) => {
    await goTo(page, "#/fds/overview");
    assert.match(await page.getByRole("main").textContent(), /This address is about fds/);
    await openCheckpoint(page, fds);
    assert.equal(new URL(page.url()).hash, "#/fds/overview");
  },
};
