/* Two checkpoints side by side. */
import assert from "node:assert/strict";
import { HOSTILE } from "./checkpoints.mjs";
import { cancelAtOnce, goTo, isAccessible, isAt, openCheckpoint, settled } from "./page.mjs";

const tree = (page) => page.getByRole("tree", { name: "Differences" });
const row = (page, text) => tree(page).getByRole("treeitem").filter({ hasText: text }).first();
const pane = (page) => page.getByRole("region", { name: "Chosen difference" });
const side = (page, name) => pane(page).getByRole("region", { name });

/** Opens two checkpoints, and compares the first with the second. */
async function compare(page, [pathA, nameA], [pathB, nameB]) {
  await openCheckpoint(page, pathA);
  await goTo(page, `#/${nameA}/compare`);
  await page.getByText("Open another checkpoint to compare").waitFor();
  // A single other checkpoint leaves no choice.
  await page.locator("main input[webkitdirectory]").setInputFiles(pathB);
  await page.getByRole("combobox", { name: "with" }).waitFor();
  assert.equal(await page.getByRole("combobox", { name: "with" }).inputValue(), nameB);
  await page.locator(".difference-facts").waitFor();
}

const chain = (page, { first, second }) => compare(page, [first, "1"], [second, "2"]);

async function leads(page, paths) {
  await chain(page, paths);
  assert.match(await page.locator(".difference-facts").textContent(), /3 areas, 14 pages.*; \d+ values of noise/);
  // A browser reads no links of folders.
  await page.getByText("189 pages in a parent that is not here").waitFor();
  await page.getByText("− only in 1").waitFor();
  await page.getByText("+ only in 2").waitFor();
  await isAccessible(page);
  await row(page, /^prot/).click();
  assert.match(await side(page, "First checkpoint").textContent(), /PROT_READ \| PROT_WRITE/);
  assert.match(await side(page, "Second checkpoint").textContent(), /PROT_READ(?! \|)/);
  await isAccessible(page);
  // The field in the image of each checkpoint.
  await side(page, "Second checkpoint")
    .getByRole("link", { name: /vmas\[18\]\.prot/ })
    .click();
  await page.getByRole("region", { name: "Chosen field" }).getByText("vmas[18].prot").waitFor();
  await isAt(page, /^#\/2\/image\/mm-2825\.img/);
  await page.goBack();
  await side(page, "First checkpoint").getByRole("link", { name: "memory at 0x100d0000000" }).click();
  await page.getByRole("region", { name: "Chosen word" }).getByText("0x100d0000000", { exact: true }).waitFor();
  await isAt(page, /^#\/1\/memory\/2825/);
  await page.goBack();
  await side(page, "First checkpoint").getByRole("link", { name: "process 2825" }).click();
  await page.getByRole("heading", { level: 1, name: /2825/ }).waitFor();
}

async function needsNoMouse(page, paths) {
  await chain(page, paths);
  await tree(page).focus();
  await page.keyboard.press("End");
  const noise = row(page, /^▸noise/);
  await noise.waitFor();
  await page.keyboard.press("ArrowRight");
  await row(page, /^▾noise/).waitFor();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await tree(page)
    .locator('[aria-expanded="false"]', { hasText: /^▸areas/ })
    .waitFor();
}

/** Looks of this view, by their names. */
export const COMPARE = {
  "compare: differences lead to both checkpoints": leads,
  "compare: the keyboard is enough": needsNoMouse,
  "compare: both can be exchanged": async (page, { fds, unixs }) => {
    await compare(page, [fds, "fds"], [unixs, "unixs"]);
    await row(page, /^− process 3438/).waitFor();
    await page.getByRole("button", { name: "Exchange both" }).click();
    await row(page, /^\+ process 3438/).waitFor();
    await isAt(page, /^#\/unixs\/compare\/fds/);
    const copy = page.getByRole("group", { name: "Copy the comparison as" });
    await copy.getByRole("button", { name: "Command line" }).click();
    await copy.getByText("critgen compare unixs fds --json").waitFor();
    await copy.getByRole("button", { name: "TypeScript" }).click();
    await copy.getByText("await compareCheckpoints(checkpoint, other)").waitFor();
    await copy.getByRole("button", { name: "TypeScript" }).click();
    await copy.getByRole("button", { name: "JSON" }).click();
    await copy.getByText('"isSame": false').waitFor();
    await isAccessible(page);
  },
  "compare: a damaged checkpoint": async (page, { fds, damaged }) => {
    await compare(page, [fds, "fds"], [damaged, "damaged"]);
    await row(page, /^files\.img/).click();
    assert.match(await side(page, "Second checkpoint").textContent(), /\d+ bytes; the first difference/);
    await isAccessible(page);
  },
  "compare: hostile names stay text": async (page, { fds, hostile }) => {
    await compare(page, [fds, "fds"], [hostile, "hostile"]);
    await row(page, "tc.comm").click();
    assert.ok((await side(page, "Second checkpoint").textContent()).includes(HOSTILE));
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    assert.equal(await page.locator("main img").count(), 0);
  },
  "compare: an end before all is compared": async (page, paths) => {
    await openCheckpoint(page, paths.first);
    await openCheckpoint(page, paths.second);
    await cancelAtOnce(page);
    await goTo(page, "#/1/compare");
    await page.getByText("Cancelled.").waitFor();
    await settled(page);
    await page.getByRole("button", { name: "Compare again" }).waitFor();
  },
};
