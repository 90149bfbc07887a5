/* Recipes: made by clicking, seen before they are saved, and refused if they break something. */
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareCheckpoints } from "criu-checkpoint";
import { openCheckpoint as openFile } from "criu-checkpoint/node";
import { HOSTILE } from "./checkpoints.mjs";
import { goTo, isAccessible, openCheckpoint, settled } from "./page.mjs";

const result = (page) => page.getByRole("region", { name: "Result" });
const recipe = (page) => page.getByRole("region", { name: "Recipe" });
const text = (page) => recipe(page).getByRole("textbox");

/** Adds a step by the form. @param keys pairs of the name of a key and its text */
export async function addStep(page, verb, keys) {
  await page.getByRole("combobox", { name: "Kind of change" }).selectOption(verb);
  const form = page.getByRole("form", { name: "Add a step" });
  for (const [name, value] of keys) await form.getByLabel(new RegExp(`^${name}\\b`)).fill(value);
  await form.getByRole("button", { name: "Add the step" }).click();
  // The button rests until the step is in the recipe.
  await form.locator('button[aria-disabled="false"]').waitFor();
}

/** Shows the result of the recipe. */
export async function preview(page) {
  await page.getByRole("button", { name: "Preview" }).click();
  await page.locator(".difference-facts").waitFor();
}

/** Downloads the result; returns the path of the file. Headless browsers have no picker of files. */
export async function downloadTo(page, form = "tar") {
  await page.evaluate(() => {
    delete globalThis.showSaveFilePicker;
  });
  await page.getByRole("combobox", { name: "Form" }).selectOption(form);
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click(),
  ]);
  const path = join(mkdtempSync(join(tmpdir(), "critgen-studio-")), saved.suggestedFilename());
  await saved.saveAs(path);
  return path;
}

/** Returns the differences between two checkpoints on the disk, without noise: field, value before, value after. */
async function changes(pathA, pathB) {
  const [a, b] = [await openFile(pathA), await openFile(pathB)];
  const found = await compareCheckpoints(a, b);
  await a.close();
  await b.close();
  assert.deepEqual(found.pages, []);
  return found.changes
    .filter((one) => !one.isNoise)
    .map(({ path, beforeText, afterText }) => [path, beforeText, afterText]);
}

async function makes(page, { fds }) {
  await openCheckpoint(page, fds);
  await goTo(page, "#/fds/edit");
  await isAccessible(page);
  await addStep(page, "comm", [
    ["pid", "3438"],
    ["name", "web"],
  ]);
  await page.waitForFunction(() => document.querySelector("textarea").value === "- comm: { pid: 3438, name: web }\n");
  await preview(page);
  assert.match(await result(page).textContent(), /2 values changed.*1 process, 1 thread/);
  assert.match(await result(page).textContent(), /3 findings/);
  await isAccessible(page);
  for (const form of ["tar", "tar.gz"]) {
    const path = await downloadTo(page, form);
    assert.deepEqual(await changes(fds, path), [
      ["tc.comm", "w", "web"],
      ["thread_core.comm", "w", "web"],
    ]);
  }
}

async function changesValue(page, { fds }) {
  await openCheckpoint(page, fds);
  await goTo(page, "#/fds/image/files.img?entry=5&path=reg.pos");
  const field = page.getByRole("region", { name: "Chosen field" });
  await field.getByLabel("Change this value to").fill("many");
  await field.getByRole("button", { name: "Add to the recipe" }).click();
  await field
    .getByText(/"many" is not an integer|many/)
    .first()
    .waitFor();
  await field.getByLabel("Change this value to").fill("4");
  await field.getByRole("button", { name: "Add to the recipe" }).click();
  await field.getByRole("link", { name: "See the recipe" }).click();
  assert.equal(await text(page).inputValue(), '- set: { "files.img[5].reg.pos": 4 }\n');
  // The recipe stays while other views are shown.
  await goTo(page, "#/fds/overview");
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Edit" }).click();
  assert.equal(await text(page).inputValue(), '- set: { "files.img[5].reg.pos": 4 }\n');
  await preview(page);
  await page.getByRole("treeitem").filter({ hasText: "reg.pos" }).click();
  await page
    .getByRole("region", { name: "First checkpoint" })
    .getByRole("link", { name: /files\.img entry 5 reg\.pos/ })
    .waitFor();
  await isAccessible(page);
}

async function refuses(page, { unixs }) {
  await openCheckpoint(page, unixs);
  await goTo(page, `#/unixs/edit?recipe=${encodeURIComponent('- set: { "files.img[0].id": 4000 }\n')}`);
  await page.getByRole("button", { name: "Preview" }).click();
  const alert = result(page).getByRole("alert");
  assert.match(await alert.textContent(), /refused: .*would break the checkpoint.*finding/);
  await isAccessible(page);
  await text(page).fill("- no-verb: 1");
  await page.getByText("The recipe has changed since this preview.").waitFor();
  await page.getByRole("button", { name: "Preview" }).click();
  await alert.filter({ hasText: "unknown verb no-verb" }).waitFor();
  await text(page).fill("- {");
  await recipe(page).getByRole("alert").waitFor();
  // A form names the key that is wrong.
  await addStep(page, "port", [
    ["from", "70000"],
    ["to", "1"],
  ]);
  await page.getByText("port: an integer from 1 to 65535").waitFor();
}

async function opensResult(page, { threads }) {
  await openCheckpoint(page, threads);
  await goTo(page, "#/images/edit");
  await addStep(page, "arg", [
    ["pid", "32621"],
    ["index", "1"],
    ["value", "alfa-queue"],
  ]);
  await addStep(page, "hostname", [["name", "other"]]);
  const remove = recipe(page).getByRole("button", { name: "Remove step 2" });
  await remove.click();
  await remove.waitFor({ state: "detached" });
  await preview(page);
  await page.getByRole("button", { name: "Open beside the others" }).click();
  await page.getByRole("heading", { level: 1, name: "images edited" }).waitFor();
  await page.getByRole("button", { name: "Close images edited" }).waitFor();
  await goTo(page, "#/images edited/compare/images");
  await page.locator(".difference-facts").waitFor();
  await page.getByRole("treeitem").filter({ hasText: "arguments[1]" }).click();
  assert.match(await page.getByRole("region", { name: "First checkpoint" }).textContent(), /alfa-queue/);
  await settled(page);
}

/** Looks of this view, by their names. */
export const EDIT = {
  "edit: steps by forms, and downloads": makes,
  "edit: a value of an image": changesValue,
  "edit: reasons of a recipe that is refused": refuses,
  "edit: the result beside its source": opensResult,
  "edit: a damaged checkpoint": async (page, { damaged }) => {
    await openCheckpoint(page, damaged);
    await goTo(page, "#/damaged/edit");
    await addStep(page, "comm", [
      ["pid", "3438"],
      ["name", "web"],
    ]);
    await preview(page);
    assert.match(await result(page).textContent(), /2 values changed.*truncated/);
    await isAccessible(page);
  },
  "edit: hostile names stay text": async (page, { hostile }) => {
    await openCheckpoint(page, hostile);
    await goTo(page, "#/hostile/edit");
    await addStep(page, "comm", [
      ["pid", "3438"],
      ["name", "<b>x</b>"],
    ]);
    await preview(page);
    assert.ok((await result(page).textContent()).includes(HOSTILE));
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    assert.equal(await page.locator("main img, main b b").count(), 0);
  },
  "edit: a file that is chosen": async (page, { fds }) => {
    await openCheckpoint(page, fds);
    await goTo(page, `#/fds/edit?recipe=${encodeURIComponent("- comm: { pid: 3438, name: web }\n")}`);
    await preview(page);
    await page.evaluate(() => {
      globalThis.showSaveFilePicker = async ({ suggestedName }) =>
        (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
    });
    await page.getByRole("button", { name: "Download" }).click();
    await page.getByText("fds-edited.tar is written.").waitFor();
    const size = await page.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      return (await (await folder.getFileHandle("fds-edited.tar")).getFile()).size;
    });
    assert.ok(size > 20_000, `${size} bytes`);
  },
};
