/* One image: its entries beside its bytes. */
import assert from "node:assert/strict";
import { HOSTILE } from "./checkpoints.mjs";
import { goTo, isAccessible, isAt, openCheckpoint, settled } from "./page.mjs";

const tree = (page) => page.getByRole("tree");
const row = (page, text) => tree(page).getByRole("treeitem").filter({ hasText: text }).first();
const field = (page) => page.getByRole("region", { name: "Chosen field" });

async function lightsUp(page, { fds }) {
  await openCheckpoint(page, fds);
  await goTo(page, "#/fds/image/files.img?entry=5");
  await row(page, /^id 6 uint32/).click();
  await page.waitForFunction(() => {
    const lit = [...document.querySelectorAll("td.in, td.at")].map((cell) => cell.textContent);
    return lit.join(" ") === "10 06";
  });
  await field(page).getByText("Referred to", { exact: true }).waitFor();
  await settled(page);
  assert.match(
    await field(page).textContent(),
    /entry 5 id.*required uint32, field 2 of file_entry in messages\/fdinfo\.proto/,
  );
  assert.match(await field(page).textContent(), /Referred to.*fdinfo-2\.img/);
  // The other way: a byte of the path chooses its field.
  await page.locator('td[data-at="309"]').click();
  await page.locator('[aria-selected="true"]', { hasText: "/tmp/corpus-run" }).waitFor();
  await isAt(page, /at=0x135$/);
  await isAccessible(page);
}

async function followsLinks(page, { fds }) {
  await openCheckpoint(page, fds);
  await goTo(page, "#/fds/image/fdinfo-2.img?entry=0");
  await row(page, /^id /).click();
  await field(page)
    .getByRole("link", { name: /files\.img entry \d+ id/ })
    .click();
  await page.getByRole("heading", { name: "files.img" }).waitFor();
  await page.locator('[aria-selected="true"]', { hasText: /id \d/ }).waitFor();
}

/** A site names its reference in the head of the page; fields lead there. */
async function leadsToReference(page, { fds }) {
  const link = field(page).getByRole("link", { name: "file_entry.id" });
  await openCheckpoint(page, fds);
  await goTo(page, "#/fds/image/files.img?entry=5&path=id");
  await field(page).getByText("v3.4").waitFor();
  assert.equal(await link.count(), 0);
  await page.evaluate(() => {
    const help = Object.assign(document.createElement("link"), { rel: "help", href: "../format/index.html" });
    document.head.append(help);
  });
  await goTo(page, "#/fds/image/files.img?entry=4&path=id");
  await link.waitFor();
  assert.equal(await link.evaluate((one) => new URL(one.href).pathname), "/format/messages/file_entry.html");
  assert.equal(await link.evaluate((one) => new URL(one.href).hash), "#id");
}

async function needsNoMouse(page, { fds }) {
  await openCheckpoint(page, fds);
  await goTo(page, "#/fds/image/files.img");
  await tree(page).focus();
  for (const text of [/magic/, /entry 0/]) {
    await page.keyboard.press("ArrowDown");
    await page.locator('[aria-selected="true"]', { hasText: text }).waitFor();
  }
  await page.keyboard.press("ArrowRight");
  await row(page, 'type "REG"').waitFor();
  assert.equal(await row(page, /^▾?entry 0/).getAttribute("aria-expanded"), "true");
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => document.querySelector('[aria-expanded="true"]') === null);
  await page.keyboard.press("End");
  await row(page, "entry 45").waitFor();
  await page.getByRole("grid").focus();
  await page.keyboard.press("ArrowRight");
  await isAt(page, /at=0x[\da-f]+$/);
}

/** A key that is held down sends events faster than the worker answers; none of them is lost. */
async function keepsUpWithKeys(page, { many }) {
  await openCheckpoint(page, many);
  await goTo(page, "#/many/image/pagemap-1.img");
  await tree(page).focus();
  const row = await tree(page).evaluate(async (element) => {
    for (let i = 0; i < 40; i++) {
      element.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    return element.getAttribute("aria-activedescendant");
  });
  assert.match(row, /-40$/);
  await page.locator('[aria-selected="true"][data-row="40"]').waitFor();
}

/** Looks of this view, by their names. */
export const IMAGE = {
  "image: the tree and the bytes light up each other": lightsUp,
  "image: links lead to other images": followsLinks,
  "image: fields lead to a site's reference": leadsToReference,
  "image: the keyboard is enough": needsNoMouse,
  "image: the tree keeps up with a held key": keepsUpWithKeys,
  "image: meanings of all, before one is chosen": async (page, { fds }) => {
    await openCheckpoint(page, fds);
    await goTo(page, "#/fds/image");
    const images = page.getByRole("region", { name: "Images" });
    await images.getByText("Every open file of the dump", { exact: false }).waitFor();
    await isAccessible(page);
    await images.getByRole("link", { name: "files.img" }).click();
    await page.getByRole("heading", { name: "files.img" }).waitFor();
  },
  "image: sockets": async (page, { unixs }) => {
    await openCheckpoint(page, unixs);
    await goTo(page, "#/unixs/image/files.img");
    assert.ok((await tree(page).getByRole("treeitem").count()) > 5);
    await isAccessible(page);
  },
  "image: raw memory": async (page, { threads }) => {
    await openCheckpoint(page, threads);
    await goTo(page, "#/images/image");
    await page
      .getByRole("navigation", { name: "Files" })
      .getByRole("link", { name: /^pages-1\.img/ })
      .click();
    await page.getByText("raw bytes").waitFor();
    await page.waitForFunction(() => /[\da-f]{2}/.test(document.querySelector("td")?.textContent ?? ""));
    await isAccessible(page);
  },
  "image: up to the break, and at it": async (page, { damaged }) => {
    await openCheckpoint(page, damaged);
    await goTo(page, "#/damaged/overview");
    await page.getByRole("region", { name: "Findings" }).getByRole("link", { name: "files.img" }).first().click();
    await row(page, /entry \d+ past the end of the file/).waitFor();
    assert.match(await field(page).textContent(), /past the end/);
    assert.ok((await tree(page).getByRole("treeitem").count()) > 10);
    await isAccessible(page);
  },
  "image: hostile texts stay text": async (page, { hostile }) => {
    await openCheckpoint(page, hostile);
    await goTo(page, "#/hostile/image/files.img?entry=5");
    // Values are JSON, in which quotes have a backslash.
    await row(page, HOSTILE.replaceAll('"', '\\"')).waitFor();
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    assert.equal(await page.locator("main img").count(), 0);
  },
  "image: a million entries": async (page, { many }) => {
    await openCheckpoint(page, many);
    await goTo(page, "#/many/image/pagemap-1.img");
    await page.getByText("1,000,000 entries").waitFor();
    await tree(page).focus();
    await page.keyboard.press("End");
    await row(page, "entry 999999").waitFor();
    assert.ok((await tree(page).getByRole("treeitem").count()) < 100);
  },
};
