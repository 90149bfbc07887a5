/* One search over a checkpoint. */
import assert from "node:assert/strict";
import { HOSTILE } from "./checkpoints.mjs";
import { cancelAtOnce, goTo, isAccessible, openCheckpoint } from "./page.mjs";

const places = (page) => page.getByRole("list", { name: "Places" }).getByRole("link");
const place = (page, text) => places(page).filter({ hasText: text });

async function find(page, text) {
  await page.getByRole("searchbox").fill(text);
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByText(/(?:places? of|Nothing has)/).waitFor();
}

async function leads(page, { fds }) {
  await openCheckpoint(page, fds);
  await goTo(page, "#/fds/find");
  await find(page, "3438");
  await isAccessible(page);
  await place(page, "pstree.img[0].pid").click();
  await page.getByRole("region", { name: "Chosen field" }).getByText("3438", { exact: true }).waitFor();
  await page.goBack();
  await place(page, "process 3438 w").waitFor();
  await page.getByRole("group", { name: "Copy the search as" }).getByRole("button", { name: "Command line" }).click();
  await page.getByText("critgen find fds --json -- 3438").waitFor();
  await find(page, "no such name");
  await page.getByText("Nothing has no such name.").waitFor();
}

/** Looks of this view, by their names. */
export const FIND = {
  "find: numbers lead to fields": leads,
  "find: sockets": async (page, { unixs }) => {
    await openCheckpoint(page, unixs);
    await goTo(page, "#/unixs/find?q=sock");
    await page.getByText(/places? of sock/).waitFor();
    assert.ok((await places(page).count()) > 1);
    await isAccessible(page);
  },
  "find: an address leads to memory, and so does its text": async (page, { threads }) => {
    await openCheckpoint(page, threads);
    await goTo(page, "#/images/find?q=0x4ba180");
    await place(page, "memory of process 32621").click();
    await page.getByRole("region", { name: "Chosen word" }).getByText("0x48c008", { exact: true }).waitFor();
    await goTo(page, "#/images/find?q=beta-queue");
    await page.getByRole("link", { name: "32621 weave" }).last().click();
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByText("2 places.").waitFor();
  },
  "find: a damaged checkpoint": async (page, { damaged }) => {
    await openCheckpoint(page, damaged);
    await goTo(page, "#/damaged/find?q=corpus-run");
    await place(page, "files.img").first().waitFor();
    await isAccessible(page);
  },
  "find: hostile names stay text": async (page, { hostile }) => {
    await openCheckpoint(page, hostile);
    await goTo(page, `#/hostile/find?q=${encodeURIComponent("onerror")}`);
    await place(page, HOSTILE).first().waitFor();
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    assert.equal(await page.locator("main img").count(), 0);
  },
  "find: a million entries, and an end": async (page, { many }) => {
    await openCheckpoint(page, many);
    await cancelAtOnce(page);
    await goTo(page, "#/many/find?q=no%20such%20name");
    await page.getByText("Cancelled after 0 places.").waitFor();
  },
};
