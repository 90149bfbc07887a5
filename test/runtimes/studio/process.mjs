/* The processes of a checkpoint. */
import assert from "node:assert/strict";
import { HOSTILE } from "./checkpoints.mjs";
import { goTo, isAccessible, isAt, openCheckpoint, settled } from "./page.mjs";

async function shows(page, path, name, texts) {
  await openCheckpoint(page, path);
  await goTo(page, `#/${name}/process`);
  const article = page.getByRole("article");
  await article.waitFor();
  await settled(page);
  for (const text of texts) assert.match(await article.textContent(), text);
  await isAccessible(page);
}

const OPEN_FILES = [/1 thread/, /\d+ open files/, /\/dev\/null/, /Credentials/, /Limits/, /Namespaces and tables/];

/** Looks of these views, by their names. */
export const PROCESS = {
  "process: open files": (page, { fds }) => shows(page, fds, "fds", OPEN_FILES),
  "process: both ends of a socket": async (page, { unixs }) => {
    await shows(page, unixs, "unixs", [/UNIXSK/]);
    const row = page
      .getByRole("row")
      .filter({ hasText: "UNIXSK" })
      .filter({ has: page.locator(".holder") })
      .first();
    await row.locator(".holder a").first().click();
    await isAt(page, /process\/\d+\?fd=\d+$/);
  },
  "process: threads and registers": (page, { threads }) =>
    shows(page, threads, "images", [/\d+ threads/, /weave/, /ax0x[\da-f]+bx0x[\da-f]+.*ip0x[\da-f]+/]),
  "process: its memory": async (page, { threads }) => {
    await shows(page, threads, "images", []);
    await page.getByRole("link", { name: "Memory of this process" }).click();
    await page.getByRole("region", { name: "Areas" }).waitFor();
    await isAt(page, /^#\/images\/memory\/32621/);
  },
  "process: rows fit a phone": async (page, { threads }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    await shows(page, threads, "images", []);
    // The type of an open file is beside its number, and the file behind both.
    for (const row of await page.locator("table.files tbody tr").all()) {
      const cells = await Promise.all([0, 1, 2].map((i) => row.locator("td").nth(i).boundingBox()));
      const texts = await row.locator("td").evaluateAll((all) => all.slice(0, 3).map((one) => one.scrollWidth));
      assert.ok(cells[0].x + texts[0] <= cells[1].x + 1 && cells[1].x + texts[1] <= cells[2].x + 1);
      assert.equal(cells[0].y, cells[2].y);
    }
    await page.getByText("Credentials", { exact: true }).click();
    // A name that is broken into many lines is no name any more.
    for (const name of await page.locator(".fold[open] th a, table.files td a").all()) {
      const { height } = await name.boundingBox();
      assert.ok(height < 45, `${await name.textContent()}: ${height} pixels`);
    }
    await isAccessible(page);
  },
  "process: a damaged checkpoint": (page, { damaged }) => shows(page, damaged, "damaged", [/1 thread/, /REG/]),
  "process: hostile names stay text": async (page, { hostile }) => {
    await shows(page, hostile, "hostile", []);
    assert.ok((await page.getByRole("article").textContent()).includes(HOSTILE));
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    assert.equal(await page.locator("main img").count(), 0);
  },
};
