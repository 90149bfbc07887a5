import { join } from "node:path";
import { BreakingError, type Checkpoint, EditError, editCheckpoint, type Recipe, validate } from "criu-checkpoint";
import { openCheckpoint, saveCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";
import { temporaryFolder } from "../../support/schema.ts";
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

describe("a limit that the images lack", () => {
  it("is added behind the others, and none is left out", async () => {
    const source = await openCheckpoint(checkpoint("uts"));
    const file = source.find("CORE");
    const image = file && (await source.decode(file));
    if (image?.image !== "CORE") throw new Error("no core");
    const limits = image.entries[0]?.tc?.rlimits?.rlimits ?? [];
    limits.length = 14;
    const path = join(temporaryFolder(), "older");
    await saveCheckpoint(source, path, { files: new Map([[file?.file ?? "", image]]) });
    const older = await openCheckpoint(path);
    const limit = (resource: string): Recipe => [{ limit: { pid: file?.id, resource, soft: 5, hard: "none" } }];
    await expect(editCheckpoint(older, limit("rttime"))).rejects.toThrow(/it has 14 limits, and one must follow them/);
    const { checkpoint: after, edits } = await editCheckpoint(older, [...limit("rtprio"), ...limit("rttime")]);
    expect(edits.map(({ path }) => path)).toEqual(["tc.rlimits.rlimits[14]", "tc.rlimits.rlimits[15]"]);
    const core = await after.read("CORE", file?.id);
    expect(core?.entries[0]?.tc?.rlimits?.rlimits.slice(13)).toMatchObject([{}, { cur: 5n }, { max: 2n ** 64n - 1n }]);
  });
});

describe("a finding that was there before", () => {
  const OVER = 70_000;

  /** A checkpoint with ports that no socket can have. */
  async function faulty(): Promise<Checkpoint> {
    const source = await openCheckpoint(checkpoint("tcp"));
    const [file] = source.images.filter(({ image }) => image === "FILES");
    const image = file && (await source.decode(file));
    if (image?.image !== "FILES") throw new Error("no files");
    for (const { isk } of image.entries) if (isk !== undefined) isk.src_port = OVER;
    const path = join(temporaryFolder(), "faulty");
    await saveCheckpoint(source, path, { files: new Map([[file?.file ?? "", image]]) });
    return openCheckpoint(path);
  }

  it("does not count as new if the value, or the index of its entry, changes", async () => {
    const source = await faulty();
    const [first] = (await validate(source)).filter(({ code }) => code === "over-limit");
    const place = `files.img[${first?.entry}].isk.src_port`;
    expect((await editCheckpoint(source, [{ set: { [place]: OVER + 1 } }])).edits).toHaveLength(1);
    const [fd] = (await validate(await openCheckpoint(checkpoint("tcp")))).filter(({ code }) => code === "over-limit");
    expect(fd).toBeUndefined();
    await expect(editCheckpoint(await openCheckpoint(checkpoint("tcp")), [{ set: { [place]: OVER } }])).rejects.toThrow(
      /would break the checkpoint/,
    );
  });
});

describe("editing", () => {
  it("tells how far it is, and stops if it is aborted", async () => {
    const source = await openCheckpoint(checkpoint("uts"));
    const recipe = [{ hostname: "a" }, { hostname: "b" }];
    const told: number[][] = [];
    await editCheckpoint(source, recipe, { progress: (done, total) => told.push([done, total]) });
    expect(told).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    const controller = new AbortController();
    const reason = new Error("enough");
    const stopped = editCheckpoint(source, recipe, {
      signal: controller.signal,
      progress: () => controller.abort(reason),
    });
    await expect(stopped).rejects.toBe(reason);
    await expect(validate(source, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

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
      /^step 1: unknown verb rename: known are add, add-env, address, arg, /,
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
    const breaking = await edited("fds", [{ set: { "files.img[0].id": 4000 } }]).catch((error: unknown) => error);
    expect(breaking).toBeInstanceOf(BreakingError);
    expect((breaking as BreakingError).findings.length).toBeGreaterThan(0);
  });
});

describe("the findings of a result", () => {
  it("are those that the checkpoint had before, and none is looked for if nobody asks", async () => {
    const source = await openCheckpoint(checkpoint("fds"));
    const recipe: Recipe = [{ comm: { pid: 3438, name: "web" } }];
    expect((await editCheckpoint(source, recipe)).findings).toEqual(await validate(source));
    const unchecked = await editCheckpoint(source, [{ set: { "files.img[0].id": 4000 } }], { isUnchecked: true });
    expect([unchecked.findings, unchecked.edits.length > 0]).toEqual([[], true]);
    await source.close();
  });
});
