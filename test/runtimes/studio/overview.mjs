/* The first view of a checkpoint. */
import assert from "node:assert/strict";
import { HOSTILE } from "./checkpoints.mjs";
import { isAccessible, openCheckpoint, settled } from "./page.mjs";

const card = (page, name) => page.getByRole("region", { name });

async function shows(page, path, { process, findings, release }) {
  await openCheckpoint(page, path);
  await settled(page);
  assert.match(await card(page, "Processes").getByRole("treeitem").first().textContent(), process);
  assert.match(await card(page, "Findings").textContent(), findings);
  assert.match(await card(page, "Releases of CRIU").textContent(), release);
  assert.ok((await page.locator(".treemap rect").count()) > 3);
  const facts = await card(page, "Checkpoint").textContent();
  assert.match(facts, /Processes1 process, \d+ thread.*MachineX86_64/);
  const releases = card(page, "Releases of CRIU").getByRole("group", { name: "Copy releases as" });
  assert.deepEqual(await releases.getByRole("button").allTextContents(), ["Command line", "JSON", "TypeScript"]);
  await releases.getByRole("button", { name: "Command line" }).click();
  await releases.getByText(/^critgen compat \S+ --json$/).waitFor();
  await isAccessible(page);
}

/** Looks of this view, by their names. */
export const OVERVIEW = {
  "overview: open files": (page, { fds }) =>
    shows(page, fds, { process: /3438 w/, findings: /3 findings.*pages-1\.img/, release: /v4\.2 and later/ }),
  "overview: sockets": (page, { unixs }) =>
    shows(page, unixs, { process: /\d+ \w/, findings: /finding|Nothing is wrong/, release: /and later/ }),
  "overview: threads and memory": (page, { threads }) =>
    shows(page, threads, { process: /weave.*thread/, findings: /Nothing is wrong/, release: /and later/ }),
  "overview: a damaged checkpoint": async (page, { damaged }) => {
    await shows(page, damaged, { process: /3438 w/, findings: /truncated files\.img/, release: /could not be read/ });
  },
  "overview: hostile names stay text": async (page, { hostile }) => {
    await openCheckpoint(page, hostile);
    await settled(page);
    assert.ok((await card(page, "Processes").textContent()).includes(HOSTILE));
    assert.ok((await card(page, "Sizes").textContent()).includes(HOSTILE));
    assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
    assert.equal(await page.locator("img").count(), 0);
  },
};
