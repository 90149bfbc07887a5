import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { share, unshare } from "../../../studio/try/share.ts";
import { ShareError } from "../../../studio/try/share-error.ts";

const ORIGINAL = new Map([
  ["images.yaml", "images:\n  A: { file: a.img }\n"],
  ["messages/a.proto", 'syntax = "proto2";\n'],
]);
const image = { name: "a.img", bytes: Uint8Array.of(0, 255, 128) };

const packed = (value: unknown): string => deflateRawSync(JSON.stringify(value)).toString("base64url");

describe("an address with a schema", () => {
  it("restores changed, new and removed files, and the image", async () => {
    const texts = new Map([
      ["images.yaml", "images:\n  B: { file: a.img }\n"],
      ["messages/ü/b.proto".replace("ü/", ""), "// größer\n"],
    ]);
    const fragment = await share(ORIGINAL, texts, image);
    expect(fragment).toMatch(/^[\w-]+$/);
    const { changes, image: found } = await unshare(ORIGINAL, fragment);
    expect(Object.fromEntries(changes)).toEqual({
      "images.yaml": "images:\n  B: { file: a.img }\n",
      "messages/a.proto": undefined,
      "messages/b.proto": "// größer\n",
    });
    expect(found).toEqual(image);
  });

  it("has only differences: a small change of a large file is short", async () => {
    const large = new Map([["images.yaml", "# line\n".repeat(10_000)]]);
    const text = large.get("images.yaml") ?? "";
    const fragment = await share(large, new Map([["images.yaml", `${text}# end\n`]]), undefined);
    expect(fragment.length).toBeLessThan(150);
  });

  const change = { from: 0, to: 3, text: "", sum: 1 };
  it.each([
    ["other characters", "a b!"],
    ["no compressed content", "AAAA"],
    ["a cut content", packed({ files: {} }).slice(0, 6)],
    ["too many characters", "A".repeat(200_001)],
    [
      "a bomb",
      deflateRawSync(Buffer.alloc(2 ** 27))
        .toString("base64url")
        .slice(0, 200_000),
    ],
    ["no JSON", deflateRawSync("{").toString("base64url")],
    ["a list", packed([])],
    ["files of another form", packed({ files: { "images.yaml": 3 } })],
    ["a place before the text", packed({ files: { "images.yaml": { ...change, from: -1 } } })],
    ["a change of another text", packed({ files: { "images.yaml": change } })],
    ["a file that no schema has", packed({ files: { "../evil.sh": "x" } })],
    ["a damaged image", packed({ files: {}, image: { name: "a", base64: "?" } })],
    ["an image of another form", packed({ files: {}, image: 3 })],
  ])("is refused if it has %s", async (_, fragment) => {
    await expect(unshare(ORIGINAL, fragment)).rejects.toThrow(ShareError);
  });
});
