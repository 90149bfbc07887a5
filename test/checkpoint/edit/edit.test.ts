import { type Checkpoint, EditError, editCheckpoint, type Recipe } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";
import { checkpoints, contentOf, edited } from "./edits.ts";

async function errorOf(name: string, recipe: Recipe): Promise<string> {
  const result = await edited(name, recipe).catch((error: unknown) => error);
  expect(result).toBeInstanceOf(EditError);
  return (result as EditError).message;
}

/** Reads the names of all files that were opened by path. */
async function pathsIn(source: Checkpoint): Promise<string[]> {
  const { entries = [] } = (await source.read("FILES")) ?? {};
  return entries.flatMap(({ reg }) => reg?.name ?? []);
}

describe("editCheckpoint", () => {
  it("changes what the recipe names, and nothing else", async () => {
    const before = await contentOf(await openCheckpoint(checkpoint("uts")));
    const { checkpoint: after, edits } = await edited("uts", [{ hostname: "web-2" }]);
    const [name = ""] = Object.keys(before).filter((file) => file.startsWith("utsns-"));
    expect(edits).toEqual([{ file: name, entry: 0, path: "nodename", before: "corpus-höst", after: "web-2" }]);
    const content = await contentOf(after);
    expect(Object.keys(content).filter((file) => content[file] !== before[file])).toEqual([name]);
    const [file] = after.images.filter((one) => one.image === "UTSNS");
    expect(await after.read("UTSNS", file?.id)).toMatchObject({ entries: [{ nodename: "web-2" }] });
  });

  it("leaves the given checkpoint as it is", async () => {
    const source = await openCheckpoint(checkpoint("fds"));
    const before = await contentOf(source);
    await editCheckpoint(source, [{ "move-path": { from: "/tmp", to: "/srv/tmp" } }]);
    expect(await contentOf(source)).toEqual(before);
  });

  it.each(checkpoints())("gives the same bytes after a move and its inverse: %s", async (name) => {
    const source = await openCheckpoint(checkpoint(name));
    const there = await editCheckpoint(source, [{ "move-path": { from: "/tmp", to: "/srv/moved" } }]).catch(
      (error: unknown) => {
        // Some checkpoints have no such path; all others change.
        expect(String(error)).toContain("no path of the checkpoint is /tmp");
      },
    );
    if (there === undefined) return;
    expect(there.edits.length).toBeGreaterThan(0);
    const back = await editCheckpoint(there.checkpoint, [{ "move-path": { from: "/srv/moved", to: "/tmp" } }]);
    expect(await contentOf(back.checkpoint)).toEqual(await contentOf(source));
  });

  it("moves each path, and no name that only begins with the same letters", async () => {
    const before = await pathsIn(await openCheckpoint(checkpoint("fds")));
    const { checkpoint: after } = await edited("fds", [{ "move-path": { from: "/tmp/corpus-run", to: "/srv/run" } }]);
    expect(before.some((path) => path.startsWith("/tmp/corpus-src"))).toBe(true);
    expect(await pathsIn(after)).toEqual(before.map((path) => path.replace(/^\/tmp\/corpus-run(?=\/|$)/, "/srv/run")));
  });

  it("changes again what earlier steps changed", async () => {
    const { checkpoint: after } = await edited("uts", [
      { hostname: "first" },
      { "move-path": { from: "/tmp", to: "/srv" } },
      { hostname: "second" },
      { "move-path": { from: "/srv", to: "/opt" } },
    ]);
    expect((await after.read("UTSNS"))?.entries[0]?.nodename).toBe("second");
    expect((await pathsIn(after)).some((path) => path.startsWith("/opt/"))).toBe(true);
    expect((await pathsIn(after)).some((path) => /^\/(?:srv|tmp)\//.test(path))).toBe(false);
  });

  it("refuses what the recipe says wrongly, with its place", async () => {
    expect(await errorOf("fds", [{ rename: "x" }])).toMatch(
      /^step 1: unknown verb rename: known are add, address, arg, /,
    );
    expect(await errorOf("fds", [{ hostname: "a", set: {} }])).toBe("step 1: one verb is expected");
    expect(await errorOf("uts", [{ hostname: 7 }])).toBe("step 1, hostname.name: a text is expected");
    expect(await errorOf("uts", [{ hostname: { nam: "x" } }])).toBe(
      "step 1, hostname: unknown key nam: known are name",
    );
    expect(await errorOf("fds", [{ hostname: "x" }])).toMatch(/^step 1, hostname: the checkpoint has no namespace/);
    expect(await errorOf("fds", [{ "move-path": { from: "/tmp" } }])).toBe("step 1, move-path: to is missing");
    expect(await errorOf("fds", [{ "move-path": { from: "/tmp/", to: "/x" } }])).toMatch(
      /^step 1, move-path.from: an /,
    );
    expect(await errorOf("fds", [{ "move-path": { from: "/no", to: "/x" } }])).toMatch(/^step 1, move-path: no path /);
  });

  it("refuses a path that is taken, because the move could not be undone", async () => {
    expect(await errorOf("fds", [{ "move-path": { from: "/tmp/corpus-run", to: "/dev" } }])).toMatch(
      /^files\.img, reg\.name: \/dev is taken/,
    );
  });

  it("refuses a recipe that breaks the checkpoint", async () => {
    const message = await errorOf("uts", [{ hostname: "x".repeat(65) }]);
    expect(message).toMatch(/^utsns-\d+\.img, entry 0, nodename: the recipe would break the checkpoint: .*over-limit/);
    expect(await errorOf("fds", [{ set: { "files.img[0].id": 4000 } }])).toContain("would break the checkpoint");
  });
});
