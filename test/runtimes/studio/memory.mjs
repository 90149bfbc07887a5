/* Memory of a process: areas, bytes, pointers and searches. */
import assert from "node:assert/strict";
import { HOSTILE } from "./checkpoints.mjs";
import { goTo, isAccessible, isAt, openCheckpoint } from "./page.mjs";

const bytes = (page) => page.getByRole("grid");
const word = (page) => page.getByRole("region", { name: "Chosen word" });
const places = (page) => page.getByRole("list", { name: "Places" }).getByRole("link");

async function search(page, form, pattern) {
  await page.getByRole("combobox", { name: "Form" }).selectOption(form);
  await page.getByRole("searchbox", { name: "Pattern" }).fill(pattern);
  await page.getByRole("button", { name: "Search" }).click();
}

async function followsPointers(page, { threads }) {
  await openCheckpoint(page, threads);
  await goTo(page, "#/images/memory/32621?at=0x4ba180");
  await word(page).getByText("0x48c008", { exact: true }).waitFor();
  assert.match(await word(page).textContent(), /→ .*weave \+ 0x8/);
  assert.equal(await page.locator("td.in, td.at").count(), 8);
  await isAccessible(page);
  await word(page).getByRole("link").click();
  // The program has not changed the page, so that its bytes are in the file.
  await word(page)
    .getByText(/not changed this part of \/tmp\/mem-run\/weave/)
    .waitFor();
  await isAt(page, /at=0x48c008$/);
  await isAccessible(page);
  await page.goBack();
  await word(page).getByText("0x48c008", { exact: true }).waitFor();
}

async function finds(page, { threads }) {
  await openCheckpoint(page, threads);
  await goTo(page, "#/images/memory");
  await search(page, "regex", "beta-\\w+");
  await page.getByText("2 places.").waitFor();
  await isAccessible(page);
  await places(page).first().click();
  await word(page)
    .getByText(/^beta-queue/)
    .waitFor();
  await isAt(page, /at=0x7fff660a86af&form=regex&find=beta-/);
  // Another search takes the place of the first.
  await search(page, "strings", "");
  await page.getByText(/^\d{3,} places\.$/).waitFor();
  assert.ok((await places(page).count()) < 60);
  await search(page, "bytes", "7f4");
  await page.getByText(/bytes have two digits each/).waitFor();
  const copy = page.getByRole("group", { name: "Copy the search as" });
  await copy.getByRole("button", { name: "TypeScript" }).click();
  await copy.getByText(/bytes have two digits each/).waitFor();
}

/** Cancels an expression that takes forever; the worker answers all the while. */
async function endsExpressions(page, { threads }) {
  await openCheckpoint(page, threads);
  await goTo(page, "#/images/memory/32621?at=0x400000");
  await search(page, "regex", "([^]+)+@{99}");
  const cancel = page.getByRole("button", { name: "Cancel" });
  await cancel.waitFor();
  await page.getByRole("textbox", { name: "Address" }).fill("0x4ba180");
  await page.keyboard.press("Enter");
  await word(page).getByText("0x48c008", { exact: true }).waitFor();
  await cancel.click();
  await page.getByText("Cancelled after 0 places.").waitFor();
  await search(page, "regex", "beta-\\w+");
  await page.getByText("2 places.").waitFor();
}

/** Reads pages that CRIU has compressed by LZ4, although the page may make no code from texts. */
async function unpacksPages(page, { lz4 }) {
  await openCheckpoint(page, lz4);
  await goTo(page, "#/lz4.tar:3/memory");
  await search(page, "regex", "LEDGER_\\w+");
  await page.getByText(/^\d+ places?\.$/).waitFor();
  await places(page).first().click();
  await word(page)
    .getByText(/^LEDGER_/)
    .first()
    .waitFor();
}

/** Chooses the parent of each dump of a chain of folders: all pages are those of the archive with its links. */
async function readsChosenParents(page, { last, second, first, base, chain }) {
  for (const path of [base, first, second, last]) await openCheckpoint(page, path);
  await page.locator("input[multiple]").setInputFiles(chain);
  await page.waitForFunction(() => document.querySelectorAll(".checkpoints option").length === 8);
  let parent = "0";
  for (const name of ["1", "2", "3"]) {
    await goTo(page, `#/${name}/overview`);
    await page.getByRole("combobox", { name: "Parent" }).selectOption(parent);
    parent = `${name} on ${parent}`;
    await page.getByRole("heading", { level: 1, name: parent }).waitFor();
    await page
      .getByRole("region", { name: "Checkpoint" })
      .filter({ hasText: /Parentyes/ })
      .waitFor();
  }
  await isAccessible(page);
  const legends = [];
  for (const name of [parent, "chain.tar:3"]) {
    await goTo(page, `#/${encodeURIComponent(name)}/memory`);
    await search(page, "regex", "LEDGER_\\w+");
    await page.getByText(/^\d+ places?\.$/).waitFor();
    const texts = [page.locator(".legend"), page.getByRole("list", { name: "Places" })];
    legends.push(await Promise.all(texts.map((text) => text.textContent())));
  }
  assert.deepEqual(legends[0], legends[1]);
  assert.match(legends[0][0], /in a parent/);
  assert.doesNotMatch(legends[0][0], /not here.*parent|parent that is not here/);
}

async function needsNoMouse(page, { threads }) {
  await openCheckpoint(page, threads);
  await goTo(page, "#/images/memory/32621?at=0x400000");
  await page.getByRole("list", { name: "Areas of memory" }).getByRole("link").first().focus();
  for (const key of ["ArrowDown", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  await isAt(page, /at=0x48c000$/);
  await word(page).getByText("0x48c000", { exact: true }).waitFor();
  await bytes(page).focus();
  // Up from the first row is the last one of the area before it.
  await page.keyboard.press("ArrowUp");
  await isAt(page, /at=0x48bff0$/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await isAt(page, /at=0x48c001$/);
  await page.getByRole("textbox", { name: "Address" }).fill("4ba180");
  await page.keyboard.press("Enter");
  await word(page).getByText("0x48c008", { exact: true }).waitFor();
  await bytes(page).focus();
  await page.keyboard.press("Enter");
  await isAt(page, /at=0x48c008$/);
}

/** Rows of a phone have 8 bytes: neither they nor the page scroll sideways, also with an address of 16 digits. */
async function fitsPhone(page, { threads }) {
  await page.setViewportSize({ width: 390, height: 800 });
  await openCheckpoint(page, threads);
  for (const at of ["0x7fff660a86af", "0xffffffffff600000"]) {
    await goTo(page, `#/images/memory/32621?at=${at}`);
    await bytes(page).waitFor();
    const list = page.locator(".memory-hex .list");
    const [wide, width] = await list.evaluate((one) => [one.scrollWidth, one.clientWidth]);
    assert.ok(wide <= width, `${wide} of ${width} pixels at ${at}`);
  }
  await goTo(page, "#/images/memory/32621?at=0x7fff660a86af");
  await word(page).getByText("beta-queue").waitFor();
  assert.equal(await bytes(page).locator("tr:has(td.at) td[data-at]").count(), 8);
  await bytes(page).focus();
  await page.keyboard.press("ArrowDown");
  await isAt(page, /at=0x7fff660a86b7/);
  await isAccessible(page);
}

/** The reason of missing pages is in the first row of each page, and their source in every sixteenth. */
async function notesPages(page, { fds }) {
  await openCheckpoint(page, fds);
  await goTo(page, "#/fds/memory/3438");
  const notes = bytes(page).locator(".missing");
  await notes
    .first()
    .getByText(/has not changed this part of/)
    .waitFor();
  const texts = await notes.allTextContents();
  assert.deepEqual([...new Set(texts.slice(1, 16))], ["·"]);
  assert.equal(texts[16], "· in files that are not here");
}

/** Looks of this view, by their names. */
export const MEMORY = {
  "memory: pointers can be followed": followsPointers,
  "memory: a search": finds,
  "memory: an expression without an end": endsExpressions,
  "memory: pages that are compressed": unpacksPages,
  "memory: the keyboard is enough": needsNoMouse,
  "memory: bytes fit a phone": fitsPhone,
  "memory: missing pages have a note": notesPages,
  "memory: pages that are in files, and addresses that are nowhere": async (page, { fds }) => {
    await openCheckpoint(page, fds);
    await goTo(page, "#/fds/memory");
    assert.ok((await page.locator(".space-picture rect").count()) > 10);
    await goTo(page, "#/fds/memory/3438?at=0x10");
    await page.getByText("No area of the process has the address 0x10.").waitFor();
    await isAccessible(page);
    await page.getByText("The nearest").getByRole("link").first().click();
    await word(page).waitFor();
    await goTo(page, "#/fds/memory/77");
    await page.getByText("No process 77 has memory in this checkpoint.").waitFor();
  },
  "memory: pages of a parent": async (page, { last, chain }) => {
    await openCheckpoint(page, last);
    await goTo(page, "#/3/memory/2825?at=0x10000000000");
    await word(page)
      .getByText(/a parent that is not here\. A browser reads no links/)
      .waitFor();
    await isAccessible(page);
    await page.locator("input[multiple]").setInputFiles(chain);
    await page.waitForFunction(() => document.querySelectorAll(".checkpoints option").length === 5);
    await goTo(page, "#/chain.tar:3/memory/2825?at=0x10000000000");
    await word(page).getByText("in a parent", { exact: true }).waitFor();
    await word(page)
      .getByText(/^0x[\da-f]+/)
      .first()
      .waitFor();
  },
  "memory: pages of parents that are chosen": readsChosenParents,
  "memory: a damaged checkpoint": async (page, { damaged }) => {
    await openCheckpoint(page, damaged);
    await goTo(page, "#/damaged/memory/3438");
    // The paths of files are lost, but not the memory.
    await page.getByRole("list", { name: "Areas of memory" }).getByText("[file ").first().waitFor();
    await bytes(page).waitFor();
    await isAccessible(page);
  },
  "memory: hostile names stay text": async (page, { hostile }) => {
    await openCheckpoint(page, hostile);
    await goTo(page, "#/hostile/memory");
    await page.getByRole("list", { name: "Areas of memory" }).getByText(HOSTILE.slice(0, 10)).first().waitFor();
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    assert.equal(await page.locator("main img").count(), 0);
  },
};
