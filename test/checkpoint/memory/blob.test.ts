import { join } from "node:path";
import { archiveOf, type Checkpoint, find, flatten, openCheckpoint, openMemory, strings } from "criu-checkpoint";
import { openCheckpoint as openPath } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { MEMORY } from "../../support/checkpoints.ts";

/* Memory of archives as Blobs, by the entry without a file system: what a page in a browser does with a dropped file. */

async function blobOf(checkpoint: Checkpoint): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of archiveOf(checkpoint, {}, "tar")) chunks.push(new Uint8Array(chunk));
  await checkpoint.close();
  return new Blob(chunks);
}

/** Opens the levels of a chain as Blobs, the last one first. */
async function chain(name: string): Promise<Checkpoint> {
  const [last, ...parents] = await Promise.all(
    [3, 2, 1, 0].map(async (level) => await blobOf(await openPath(join(MEMORY, name, `${level}`)))),
  );
  return await openCheckpoint(last as Blob, { parents });
}

async function seen(checkpoint: Checkpoint): Promise<unknown> {
  const memory = await openMemory(checkpoint, 2825);
  const places: bigint[] = [];
  for await (const { address } of find(memory, /LEDGER_\w+/)) places.push(address);
  const texts: string[] = [];
  const stack = memory.areas.at(-3);
  for await (const { text } of strings(memory, { least: 8, start: stack?.start ?? 0n })) texts.push(text);
  const pages: string[] = [];
  for await (const { address, bytes } of memory.pages())
    pages.push(`${address} ${Buffer.from(bytes).toString("base64")}`);
  return { places, texts, pages };
}

describe("memory of Blobs", () => {
  it.each(["chain", "lz4"])("is that of folders: %s", async (name) => {
    const folder = await openPath(join(MEMORY, name, "3"));
    const expected = await seen(folder);
    await folder.close();
    const blobs = await chain(name);
    expect(await seen(blobs)).toEqual(expected);
  });

  it("can be edited and flattened, and saved as another Blob", async () => {
    const blobs = await chain("lz4");
    const address = 0x1_0000_0000_00n;
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of archiveOf(blobs, await flatten(blobs), "tar")) chunks.push(new Uint8Array(chunk));
    const flat = await openCheckpoint(new Blob(chunks));
    expect(flat.parent).toBeUndefined();
    expect(await seen(flat)).toEqual(await seen(blobs));
    const memory = await openMemory(flat, 2825);
    await memory.write(address, Uint8Array.of(1, 2, 3));
    const edited: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of archiveOf(flat, { files: await memory.changes() }, "tar"))
      edited.push(new Uint8Array(chunk));
    const again = await openMemory(await openCheckpoint(new Blob(edited)), 2825);
    expect([...(await again.read(address, 3))]).toEqual([1, 2, 3]);
  });
});
