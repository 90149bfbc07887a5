import { imageToJson } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import { describe, expect, it } from "vitest";
import { beginning, concat, framed } from "../../support/build.ts";
import { expectBytes, fromJson, streamedFromJson } from "../../support/json.ts";

/* The rest of an image is one long text in JSON; a stream converts it while it arrives. */

const rest = Uint8Array.from({ length: 2_000_000 }, (_, i) => (i * i * 31) >> 3);
const unknown = Uint8Array.of(0xf8, 0x07, 0x05);
const first = framed("ghost_file_entry", { uid: 1, gid: 2, mode: 3 });

/** Returns the image of a deleted file, with the unknown fields in `more`. */
function ghost(more: Uint8Array = new Uint8Array(0)): Uint8Array {
  const message = concat(first.subarray(4), more);
  return concat(beginning("GHOST_FILE"), Uint8Array.of(message.length, 0, 0, 0), message, rest);
}

const json = imageToJson(imageLayouts, ghost());
const [start = "", end = ""] = json.split(/(?<="extra": ").*(?=")/s);
const text = json.slice(start.length, json.length - end.length);
const CHUNK = 70_001;

describe("the long text of a rest", () => {
  it("converts back for chunks of any size, with any escapes", async () => {
    const escaped = text.replaceAll("/", "\\/").replaceAll("+", "\\u002b");
    for (const size of [CHUNK, 4096, 1 << 22]) {
      expectBytes(await streamedFromJson(start + escaped + end, size), ghost(), `in chunks of ${size}`);
    }
  });

  it("comes after `$kept`, so that a stream can write the message first", async () => {
    const image = ghost(unknown);
    const kept = imageToJson(imageLayouts, image);
    expect(kept.indexOf('"$kept"')).toBeLessThan(kept.indexOf('"extra"'));
    expectBytes(await streamedFromJson(kept, CHUNK), image, "with an unknown field");
  });

  it("is held in memory if it comes before a required field", async () => {
    const sorted = `{"magic": "GHOST_FILE", "entries": [{"extra": "${text}", "gid": 2, "mode": 3, "uid": 1}]}`;
    expectBytes(await streamedFromJson(sorted, CHUNK), ghost(), "sorted");
  });

  it("must come after all other fields if it comes after the required ones", async () => {
    const late = `${start}${text}", "dev": 5}]}`;
    await expect(streamedFromJson(late, CHUNK)).rejects.toThrow(
      `JSON, offset ${late.indexOf('"dev"')}: 'dev' must come before extra, which is written as it arrives`,
    );
    expect(fromJson(late).length).toBeGreaterThan(rest.length);
  });

  it("is refused with the offset of an error inside it", async () => {
    const at = 1_500_000;
    const wrong = `${start}${text.slice(0, at)}%${text.slice(at)}${end}`;
    const what = `JSON, entries[0].extra, offset ${start.length + at}: this is not base64: it contains "%"`;
    await expect(streamedFromJson(wrong, CHUNK)).rejects.toThrow(what);
    expect(() => fromJson(wrong)).toThrow(what);
    await expect(streamedFromJson(start + text, CHUNK)).rejects.toThrow("the JSON ends inside a text");
    await expect(streamedFromJson(`${start}AAAA${text.slice(0, -4)}=${end}`, CHUNK)).rejects.toThrow(
      "this is not base64",
    );
  });
});
