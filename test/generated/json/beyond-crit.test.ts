import { decodeAnyImage, decodeIpcnsShmImage, ImageError } from "criu-images";
import { imageToJson, streamImageToJson } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import { describe, expect, it } from "vitest";
import { beginning, concat, framed, words } from "../../support/build.ts";
import { corpus } from "../../support/corpus.ts";
import { chunksOf, expectBytes, FORMS, fromJson, streamedToJson } from "../../support/json.ts";
import { contentOf, contentOfJson } from "../../support/plain-json.ts";
import type { Plain } from "../../support/reference.ts";
import { varint } from "../../support/wire.ts";

/* Images that CRIU's own tool cannot read, cannot write, or gets wrong. */

const desc = { key: 1, uid: 2, gid: 3, cuid: 4, cgid: 5, mode: 6, id: 7 };
const data = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, i) => 7 * i + 1);
const base64 = (bytes: Uint8Array): string => `${Buffer.from(bytes).toString("base64")}\\n`;

function roundTrip(bytes: Uint8Array, file: string): string {
  for (const form of FORMS) {
    expectBytes(fromJson(imageToJson(imageLayouts, bytes, { file, ...form })), bytes, file);
  }
  return imageToJson(imageLayouts, bytes, { file });
}

describe("the JSON of IPCNS_SHM", () => {
  const segment = (entry: Plain): Uint8Array => framed("ipc_shm_entry", { desc, size: 4096n, ...entry });

  it("has no extras if pagemaps hold the content of all segments", () => {
    const entries = [segment({ in_pagemaps: true }), segment({ in_pagemaps: true, size: 1n << 40n })];
    const json = roundTrip(concat(beginning("IPCNS_SHM"), ...entries), "ipcns-shm-9.img");
    expect(json.match(/"desc"/g)).toHaveLength(2);
    expect(json).not.toContain("extra");
  });

  it("has extras only for segments that hold their content and a pad", () => {
    const inside = concat(segment({ size: 5n }), data(5), new Uint8Array(3));
    const bytes = concat(beginning("IPCNS_SHM"), inside, segment({ in_pagemaps: true }), inside);
    const json = roundTrip(bytes, "ipcns-shm-9.img");
    expect(json.match(/"extra": "AQgPFh0=\\n"/g)).toHaveLength(2);
    expect(contentOfJson("IPCNS_SHM", json)).toEqual(contentOf(decodeAnyImage(bytes)));
  });

  it("converts to an image if a person wrote it", () => {
    const fields = '"desc": {"key": 1, "uid": 2, "gid": 3, "cuid": 4, "cgid": 5, "mode": 6, "id": 7}, "size": 5';
    const bytes = fromJson(`{"magic": "IPCNS_SHM", "entries": [{${fields}, "extra": "${base64(data(5))}"}]}`);
    expect(decodeIpcnsShmImage(bytes).entries).toEqual([{ desc, size: 5n, extra: data(5) }]);
    expect(bytes.subarray(-3)).toEqual(new Uint8Array(3));
  });
});

describe("an image that crit cannot read or write", () => {
  it("converts from JSON with keys and values in one text: BPFMAP_DATA", () => {
    const fields = '"map_id": 1, "keys_bytes": 4, "values_bytes": 6, "count": 2';
    const bytes = fromJson(`{"magic": "BPFMAP_DATA", "entries": [{${fields}, "extra": "${base64(data(10))}"}]}`);
    expect(decodeAnyImage(bytes)).toMatchObject({
      entries: [{ extra: { keys: data(4), values: data(10).subarray(4) } }],
    });
    roundTrip(bytes, "bpfmap-data.img");
  });

  it.each([
    ["SIGNAL", "signal-s-1.img", "SIGNAL", { siginfo: data(128) }],
    ["PSIGNAL", "signal-p-1.img", "SIGNAL", { siginfo: data(128) }],
    ["BINFMT_MISC", "binfmt-misc.img", "BINFMT_MISC", { name: "a", enabled: true, flags: "P", interpreter: "/b" }],
    [
      "BINFMT_MISC_OLD",
      "binfmt-misc-3.img",
      "BINFMT_MISC",
      { name: "a", enabled: true, flags: "P", interpreter: "/b" },
    ],
    ["PIDFD", "pidfd.img", "PIDFD", undefined],
  ])("converts to JSON and back: %s", (image, file, magic, entry) => {
    const message = { SIGNAL: "siginfo_entry", PSIGNAL: "siginfo_entry" }[image] ?? "binfmt_misc_entry";
    const bytes = entry === undefined ? beginning(image) : concat(beginning(image), framed(message, entry));
    const json = roundTrip(bytes, file);
    expect(json.startsWith(`{"magic": "${magic}", "entries": [`)).toBe(true);
    expect(contentOfJson(image, json)).toEqual(contentOf(decodeAnyImage(bytes, { file })));
  });
});

describe("an extra that crit reads without checks", () => {
  const payloads = ["ipc/ipcns-msg-9.img", "ipc/ipcns-sem-9.img", "bpfmap/bpfmap-data.img", "ghost/ghost-file-1.img"];
  const files = corpus().filter(
    ({ path, name }) => payloads.includes(path) || /^(pipes-data|tcp-stream|sk-queues)/.test(name),
  );

  it.each(files.filter(({ bytes }) => bytes.length < 3000))(
    "is refused if it is truncated: $path",
    async ({ name, bytes }) => {
      let refused = 0;
      for (let end = 8; end < bytes.length; end++) {
        const cut = bytes.subarray(0, end);
        let json: string;
        try {
          json = imageToJson(imageLayouts, cut, { file: name });
        } catch (problem) {
          expect(problem).toBeInstanceOf(ImageError);
          refused++;
          continue;
        }
        // The cut falls between two entries.
        expectBytes(fromJson(json), cut, name);
      }
      expect(refused).toBeGreaterThan(0);
    },
  );

  it("is left out with its entry if `tolerate` accepts a truncated image", async () => {
    const bytes = concat(beginning("FIFO"), framed("fifo_entry", { id: 1, pipe_id: 300 }));
    const cut = concat(bytes, framed("fifo_entry", { id: 2, pipe_id: 300 }).subarray(0, 8));
    for (const form of FORMS) {
      const problems: ImageError[] = [];
      const options = { ...form, tolerate: (problem: ImageError) => problems.push(problem) };
      const json = imageToJson(imageLayouts, bytes, form);
      expect(imageToJson(imageLayouts, cut, options)).toBe(json);
      const pieces: Uint8Array[] = [];
      for await (const piece of streamImageToJson(imageLayouts, chunksOf(cut, 5), options)) pieces.push(piece);
      expect(Buffer.concat(pieces).toString()).toBe(json);
      expect(problems.map(({ code, entry }) => [code, entry])).toEqual([
        ["truncated", 1],
        ["truncated", 1],
      ]);
    }
  });

  it("is shown as its size with `payload: false`, and does not convert back", () => {
    for (const { name, bytes } of files) {
      const options = { file: name, payload: false };
      const json = imageToJson(imageLayouts, bytes, options);
      const whole = imageToJson(imageLayouts, bytes, { file: name });
      expect(json.length).toBeLessThanOrEqual(whole.length + 20);
      if (json.includes("... <")) expect(() => fromJson(json)).toThrow(ImageError);
    }
  });
});

describe("an unnamed number of an enum", () => {
  it("stays a number in JSON, and converts back", () => {
    const bytes = concat(beginning("FDINFO"), Uint8Array.of(10, 0, 0, 0, 8, 1, 16, 2, 24, 0x80, 0x88, 0x27, 32, 3));
    expect(roundTrip(bytes, "fdinfo-2.img")).toContain('"type": 640000, "fd": 3');
  });
});

describe("nested messages", () => {
  const sized = (tag: number, bytes: Uint8Array): Uint8Array =>
    concat(Uint8Array.of(tag), varint(BigInt(bytes.length)), bytes);

  /** Returns a control group with directories nested this deep. */
  function image(depth: number): Uint8Array {
    let directory: Uint8Array = Uint8Array.of(0x0a, 1, 100);
    for (let i = 0; i < depth; i++) directory = concat(Uint8Array.of(0x0a, 1, 100), sized(0x12, directory));
    const controllers = sized(0x12, sized(0x12, directory));
    return concat(beginning("CGROUP"), words(true, controllers.length), controllers);
  }

  it("convert up to the depth limit of the typed codec, and are refused beyond it", async () => {
    let deepest = 0;
    for (let depth = 90; depth < 105; depth++) {
      try {
        decodeAnyImage(image(depth));
        deepest = depth;
      } catch (problem) {
        expect(problem).toMatchObject({ code: "too-deep" });
      }
    }
    expect(deepest).toBeGreaterThan(90);
    roundTrip(image(deepest), "cgroup.img");
    expect(() => imageToJson(imageLayouts, image(deepest + 1))).toThrow("the messages nest too deep");
    const json = imageToJson(imageLayouts, image(deepest));
    const deeper = json.replace('"dir_name": "d"}', '"dir_name": "d", "children": [{"dir_name": "d"}]}');
    expect(() => fromJson(deeper)).toThrow("the messages nest too deep");
    await expect(streamedToJson(image(deepest + 1), 50, "cgroup.img", { pretty: true })).rejects.toThrow("too deep");
  });
});
