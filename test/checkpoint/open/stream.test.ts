import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { memoryBytes, openCheckpoint, openStore, readFile } from "criu-checkpoint";
import { openStore as openPath } from "criu-checkpoint/node";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";

/* Streams as criu-image-streamer writes them: protobufjs encodes the markers by its proto/image.proto. */

const { root } = protobuf.parse(`syntax = "proto3"; message marker { uint64 seq = 1; oneof body { string filename = 2;
  uint32 file_data = 3; bool file_eof = 4; bool image_eof = 5; } }`);
const Marker = root.lookupType("marker");

type Part = { readonly file: string } | { readonly data: Uint8Array } | { readonly end: "file" | "image" };

function markerOf(part: Part): object {
  if ("file" in part) return { filename: part.file };
  if ("data" in part) return { fileData: part.data.length };
  return part.end === "file" ? { fileEof: true } : { imageEof: true };
}

/** Writes a stream; its markers are numbered from `seq` on. */
function stream(parts: readonly Part[], seq = 0): Uint8Array {
  const chunks = parts.flatMap((part, i) => {
    const marker = Marker.encode({ seq: seq + i, ...markerOf(part) }).finish();
    const size = new Uint8Array(Uint32Array.of(marker.length).buffer);
    return [size, marker, "data" in part ? part.data : new Uint8Array()];
  });
  return new Uint8Array(Buffer.concat(chunks));
}

const text = (data: string): Part => ({ data: Buffer.from(data) });
const END: Part = { end: "image" };

/** Returns the files of a folder as parts; each file of more than a piece lies between those of the next. */
function interleaved(path: string): Part[] {
  const names = readdirSync(path);
  const files = names.map((name) => ({ name, bytes: readFileSync(join(path, name)) }));
  const first = files.flatMap(({ name, bytes }): Part[] => [{ file: name }, { data: bytes.subarray(0, 700) }]);
  const rest = files.flatMap(({ name, bytes }): Part[] => [
    { file: name },
    { data: bytes.subarray(700) },
    { end: "file" },
  ]);
  return [...first, ...rest, END];
}

describe("a stream of criu-image-streamer", () => {
  const folder = checkpoint("fds");
  const whole = stream(interleaved(folder));

  it.each([
    ["in place", "stream", whole],
    ["compressed", "stream.gz", new Uint8Array(gzipSync(whole))],
  ])("is read %s as its folder", async (_, form, bytes) => {
    const wanted = await openPath(folder);
    const store = await openStore(memoryBytes(bytes));
    expect(store.form).toBe(form);
    expect([...store.files.values()].sort((a, b) => (a.name < b.name ? -1 : 1))).toStrictEqual([
      ...wanted.files.values(),
    ]);
    for (const name of wanted.files.keys())
      expect(await readFile(store, name)).toStrictEqual(new Uint8Array(await readFile(wanted, name)));
    expect((await (await openCheckpoint(memoryBytes(bytes))).read("PSTREE"))?.entries).toHaveLength(1);
  });

  it("reads ranges over its pieces", async () => {
    const parts: Part[] = [
      { file: "a" },
      text("abc"),
      { file: "b" },
      text("xyz"),
      { file: "a" },
      text("def"),
      { end: "file" },
    ];
    const store = await openStore(memoryBytes(stream([...parts, { file: "b" }, { end: "file" }, END])));
    expect(Buffer.from(await store.bytes("a").read(2, 5)).toString()).toBe("cde");
    expect(Buffer.from(await store.bytes("a").read(4, 99)).toString()).toBe("ef");
    expect(Buffer.from(await readFile(store, "b")).toString()).toBe("xyz");
  });

  it.each<[title: string, bytes: Uint8Array, code: string, part: string]>([
    ["a cut stream", whole.subarray(0, 3000), "truncated", "the stream ends after 3000 bytes"],
    ["a stream without its end", stream([{ file: "a" }, text("x"), { end: "file" }]), "truncated", "without its mark"],
    ["a file without its end", stream([{ file: "a" }, text("x"), END]), "damaged", 'before its file "a"'],
    ["one of several shards", stream([{ file: "a" }, text("x"), END], 7), "unsupported", "the number 7 instead of 0"],
    ["data of no file", stream([text("x"), END]), "damaged", "a marker of no file"],
    [
      "no marker",
      new Uint8Array(Buffer.concat([stream([{ file: "a" }]), Buffer.from("rubbish")])),
      "damaged",
      "no marker",
    ],
  ])("is refused: %s", async (_, bytes, code, part) => {
    const error = openStore(memoryBytes(bytes));
    await expect(error).rejects.toMatchObject({ code, message: expect.stringContaining(part) });
  });

  it("is inert: its names do not lead out, and other data behind it is reported", async () => {
    const bytes = stream([{ file: "../a" }, text("x"), { end: "file" }, { file: "b" }, { end: "file" }, END]);
    const store = await openStore(memoryBytes(new Uint8Array(Buffer.concat([bytes, Buffer.from("more")]))));
    expect([...store.files.keys()]).toStrictEqual(["b"]);
    expect(store.problems.map(({ code }) => code)).toStrictEqual(["unsafe-name", "trailing-data"]);
  });
});
