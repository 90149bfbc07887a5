import { anonymiseCheckpoint, type Checkpoint, type Finding, graphOf, validate } from "criu-checkpoint";
import { describe, expect, it } from "vitest";
import { folders, opened } from "./checkpoints.ts";

/** Names a finding without its offset and its values, which differ. */
const keyOf = ({ code, file, entry, path }: Finding): string => JSON.stringify([code, file, entry, path]);

/** Lists the references of a checkpoint: fields, and the ids that they refer to. */
async function referencesOf(checkpoint: Checkpoint): Promise<string[]> {
  const graph = await graphOf(checkpoint);
  const found = checkpoint.images.flatMap(({ file }) => graph.referencesOf(file));
  return found.map(
    ({ rule, space, id, place }) => `${place.file} ${place.entry} ${place.path} ${rule}: ${space} ${id}`,
  );
}

describe.each(folders())("%s", (folder) => {
  it("has the relations of the original, and no new finding", async () => {
    const source = await opened(folder);
    const { checkpoint, report } = await anonymiseCheckpoint(source);
    const before = new Set((await validate(source)).map(keyOf));
    expect((await validate(checkpoint)).filter((finding) => !before.has(keyOf(finding)))).toEqual([]);
    expect(await referencesOf(checkpoint)).toEqual(await referencesOf(source));
    expect(checkpoint.images.map(({ file }) => file)).toEqual(source.images.map(({ file }) => file));
    expect(report.replaced.length).toBeGreaterThan(0);
    await source.close();
  });
});
