/* A whole visit: from an archive to an edited one, which the command line then judges. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { execPath } from "node:process";
import { CRITGEN } from "../tools/tools.mjs";
import { WORD } from "./checkpoints.mjs";
import { addStep, downloadTo, preview } from "./edit.mjs";
import { isAt, openCheckpoint } from "./page.mjs";

const view = (page, name) => page.getByRole("navigation", { name: "Views" }).getByRole("link", { name });
const chosen = (page, name) => page.getByRole("region", { name });

/** From the overview to a process, to a socket of it, and to the other end of that. */
async function followsSocket(page) {
  await page.getByRole("tree", { name: "Processes" }).getByRole("treeitem").first().click();
  const row = page
    .getByRole("row")
    .filter({ hasText: "UNIXSK" })
    .filter({ has: page.locator(".holder") })
    .first();
  await row.locator(".holder a").first().click();
  await isAt(page, /\?fd=\d+$/);
  const [, pid, fd] = /(\d+)\?fd=(\d+)$/.exec(page.url());
  await page.getByRole("heading", { level: 1, name: pid }).waitFor();
  const peer = page.locator(`#fd-${fd}`);
  assert.match(await peer.textContent(), /UNIXSK/);
  // The socket of the peer in its image.
  await peer.getByRole("link").first().click();
  await page.getByRole("heading", { name: "files.img" }).waitFor();
}

/** Searches the memory of the process, and goes to the first place. */
async function findsWord(page) {
  await view(page, "Memory").click();
  await page.getByRole("searchbox", { name: "Pattern" }).fill(WORD);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByText("1 place.").waitFor();
  await page.getByRole("list", { name: "Places" }).getByRole("link").first().click();
  await chosen(page, "Chosen word")
    .getByText(new RegExp(`^${WORD}`))
    .waitFor();
}

/** Runs the program; returns its exit code and its output. */
function critgen(...words) {
  const { status, stdout, stderr } = spawnSync(execPath, [CRITGEN, ...words], { encoding: "utf8" });
  return { status, out: stdout + stderr };
}

async function journey(page, { whole }) {
  await openCheckpoint(page, whole);
  await page.getByText("Nothing is wrong.").waitFor();
  await followsSocket(page);
  await findsWord(page);
  await view(page, "Edit").click();
  const other = WORD.replace("journey", "VOYAGES");
  await addStep(page, "replace", [
    ["pid", "4909"],
    ["from", WORD],
    ["to", other],
  ]);
  await addStep(page, "comm", [
    ["pid", "4909"],
    ["name", "traveller"],
  ]);
  await preview(page);
  await page.getByText("Nothing is wrong.").waitFor();
  const path = await downloadTo(page, "tar.gz");
  const validated = critgen("validate", path);
  assert.deepEqual([validated.status, validated.out], [0, `${path}: no findings\n`]);
  const compared = critgen("compare", whole, path, "--json");
  assert.equal(compared.status, 1);
  const { changes, pages, uncompared } = JSON.parse(compared.out);
  assert.deepEqual(
    changes.map(({ topic, thing, path: field, afterText }) => [topic, thing, field, afterText]),
    [
      ["processes", "process 4909", "tc.comm", "traveller"],
      ["threads", "process 4909", "thread_core.comm", "traveller"],
    ],
  );
  assert.deepEqual([pages.length, pages[0].thing, pages[0].pages], [1, "process 4909", 1]);
  assert.deepEqual(uncompared, []);
}

/** Makes the journey while all requests are refused, and fails if one is tried: for the page that is one file. */
export async function journeyWithoutRequests(page, paths) {
  const tried = [];
  await page.route("**/*", (route) => {
    tried.push(route.request().url());
    return route.abort();
  });
  await journey(page, paths);
  assert.deepEqual(tried, []);
}

/** Looks of a whole visit, by their names. */
export const JOURNEY = { "journey: from an archive to an edited one": journey };
