import { readFileSync } from "node:fs";
import { join } from "node:path";
import { editCheckpoint, openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { stepsIn } from "../../../inspect/recipe/steps.ts";
import { ROOT } from "../../support/run.ts";

/* Runs the recipes of docs/edit.md. */

const text = readFileSync(join(ROOT, "docs/edit.md"), "utf8");
const recipes = [...text.matchAll(/^```yaml\n# ((?:images|memory)\/\S+): ([^\n]*)\n(.*?)^```$/gms)];

/** Some changed values that each recipe must make, as `path: value`. */
const CHANGES: readonly (readonly string[])[] = [
  ["nodename: web-2"],
  ["reg.name: /srv/run/fds/reg", "reg.name: /usr/bin/w"],
  ["reg.name: /srv"],
  ["memory: alfa-queue"],
  ["memory: WEAVE_COLOUR=red"],
  ["memory: ", "memory: WEAVE_MODE=quiet"],
  ["memory: /srv/mem-run"],
  ["isk.src_port: 8080", "isk.dst_port: 8080"],
  ["isk.src_port: 40000", "isk.dst_port: 40000"],
  ["isk.src_addr: 150994954", "isk.dst_addr: 150994954"],
  ["isk.state: 7", "isk.src_port: 0", "isk.dst_port: 0"],
  ["extra: once more\n", "bytes: 10"],
  ["tc.timers.real.vsec: 5", "tc.timers.real.isec: 60"],
  ["tc.rlimits.rlimits[7].cur: 65536", "tc.rlimits.rlimits[7].max: 18446744073709551615"],
  ["/var/log/web.log", "500"],
  [": nothing"],
  ["reg.pos: 4"],
  ["tc.comm: web", "thread_core.comm: web"],
  ["thread_core.creds.uid: 100000", "thread_core.creds.gid: 100000"],
  ["x86_entry[0].capability: "],
];

/** Returns a value as a text; messages as the values in them. */
function shown(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (value === undefined) return "nothing";
  if (typeof value !== "object" || value === null || Array.isArray(value)) return String(value);
  return Object.values(value).map(shown).join(" ");
}

describe("a recipe of the documents", () => {
  it("has its changes here", () => expect(recipes).toHaveLength(CHANGES.length));

  it.each(
    recipes.map(([, fixture = "", about = "", steps = ""], i) => ({ fixture, about, steps, changes: CHANGES[i] })),
  )("makes $about", async ({ fixture, about, steps, changes }) => {
    const source = await openCheckpoint(join(ROOT, "test/fixtures", fixture));
    const { edits } = await editCheckpoint(source, stepsIn(steps, about));
    const made = edits.map(({ file, path, after }) => `${file === "memory" ? file : path}: ${shown(after)}`);
    for (const change of changes ?? []) expect(made).toContainEqual(expect.stringContaining(change));
    await source.close();
  });
});
