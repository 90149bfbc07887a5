import { type AnyImage, codecs, decodeAnyImage, encodeAnyImage, imageOfFile, openCheckpoint } from "criu-images";
import { describe, expect, it } from "vitest";
import { corpus } from "../support/corpus.ts";

const files = corpus();

describe("the real images", () => {
  it("are more than 600", () => {
    expect(files.length).toBeGreaterThan(600);
  });

  it.each(files)("$path decodes, and encodes to the same bytes", ({ name, bytes }) => {
    const image = decodeAnyImage(bytes, { file: name });
    expect(image.image).toBe(imageOfFile(name)?.image);
    expect(equal(encodeAnyImage(image), bytes)).toBe(true);
  });

  it("contain no unknown field", () => {
    for (const { name, bytes } of files) expect(unknownIn(decodeAnyImage(bytes, { file: name }))).toBe(false);
  });

  it("decode to the same value through openCheckpoint", () => {
    const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));
    for (const folder of new Set(files.map(({ path }) => folderOf(path)))) {
      const members = files.filter(({ path }) => folderOf(path) === folder);
      if (!members.some(({ name }) => name === "inventory.img")) continue; // only statistics and caches
      const bytesOf = (file: string): Uint8Array =>
        members.find(({ name }) => name === file)?.bytes ?? new Uint8Array();
      const checkpoint = openCheckpoint({ names: members.map(({ name }) => name), read: bytesOf });
      expect(checkpoint.others).toEqual([]);
      for (const file of checkpoint.files) {
        expect(checkpoint.decode(file)).toEqual(decodeAnyImage(bytesOf(file.file), { file: file.file }));
      }
    }
  });

  it("convert to big-endian and back without loss", () => {
    for (const { name, bytes } of files) {
      const image = decodeAnyImage(bytes, { file: name });
      if (!("entries" in image)) continue;
      const big = encodeAnyImage(image, { byteOrder: "big" });
      const read = decodeAnyImage(big, { file: name });
      expect(read).toEqual({ ...image, byteOrder: "big" });
      expect(equal(encodeAnyImage(read, { byteOrder: "little" }), bytes)).toBe(true);
    }
  });

  it("convert to v1.0 and back without loss", () => {
    for (const { name, bytes } of files) {
      const image = decodeAnyImage(bytes, { file: name });
      if (!("entries" in image) || image.version === undefined) continue;
      const old = encodeAnyImage(image, { version: "v1.0" });
      expect(equal(old, bytes.subarray(4))).toBe(true);
      expect(decodeAnyImage(old, { file: name })).toEqual({ ...image, version: "v1.0" });
    }
  });
});

describe("an image that is cut at any byte", () => {
  it("is refused, or is a shorter image if the cut is between entries", () => {
    const framed = files.filter(
      ({ bytes, name }) => bytes.length < 2000 && codecOf(name)?.descriptor.magic !== undefined,
    );
    const oneOfEach = new Map(framed.map((file) => [codecOf(file.name), file]));
    expect(oneOfEach.size).toBeGreaterThan(25);
    for (const { name, bytes } of oneOfEach.values()) {
      for (let size = 0; size < bytes.length; size++) {
        const cut = bytes.subarray(0, size);
        const shorter = read(cut, name);
        if (shorter === undefined) continue;
        expect(equal(encodeAnyImage(shorter), cut)).toBe(true);
      }
    }
  });
});

function codecOf(name: string): (typeof codecs)[number] | undefined {
  return codecs.find(({ descriptor }) => descriptor.image === imageOfFile(name)?.image);
}

function read(bytes: Uint8Array, name: string): AnyImage | undefined {
  try {
    return codecOf(name)?.decode(bytes);
  } catch (error) {
    expect(error).toMatchObject({ name: "ImageError" });
    return undefined;
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function unknownIn(value: unknown): boolean {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  return Object.entries(value).some(([key, part]) => key === "$unknown" || unknownIn(part));
}
