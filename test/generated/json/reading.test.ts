import { decodeTcpStreamImage, imageOfFile } from "criu-images";
import { imageToJson } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corpus } from "../../support/corpus.ts";
import {
  type Exact,
  exactText,
  expectBytes,
  FORMS,
  fromJson,
  parseExact,
  streamedFromJson,
} from "../../support/json.ts";
import { type Dice, diceOf } from "../../support/wire.ts";

/* JSON of people and other tools converts to the same image, in any form. */

const files = corpus().filter(({ name, bytes }) => {
  const image = imageOfFile(name)?.image;
  return bytes.length < 4000 && imageLayouts.some((layout) => layout.image === image && layout.magic !== undefined);
});

type JsonObject = { readonly [name: string]: Exact };

/**
 * Returns the same value in another form: keys in another order, numbers in quotes or hexadecimal, base64 in one line.
 */
function reworded(value: Exact, dice: Dice): Exact {
  if (typeof value === "bigint") {
    const sign = value < 0n ? "-" : "";
    const digits = value < 0n ? -value : value;
    return (
      [value, `${value}`, `${sign}0x${digits.toString(16)}`, `${sign}0X${digits.toString(16).toUpperCase()}`][
        dice(4)
      ] ?? 0n
    );
  }
  if (typeof value === "string")
    return /^[\w+/=\n]+\n$/.test(value) && dice(2) === 0 ? value.replaceAll("\n", "") : value;
  if (Array.isArray(value)) return (value as readonly Exact[]).map((item) => reworded(item, dice));
  if (typeof value !== "object" || value === null) return value;
  const all = Object.entries(value as JsonObject).map(
    ([name, item]) => [dice(1000), name, reworded(item, dice)] as const,
  );
  return Object.fromEntries(all.sort(([a], [b]) => a - b).map(([, name, item]) => [name, item]));
}

const BLANKS = ["", "", "", " ", "\n", "\r\n", "\t", "  "];

/** Returns the JSON of a value, with random whitespace and escapes. */
function loose(value: Exact, dice: Dice): string {
  const blank = (): string => BLANKS[dice(BLANKS.length)] ?? "";
  const spaced = (text: string): string => `${blank()}${text}${blank()}`;
  if (typeof value === "string") return spaced(looseText(value, dice));
  if (Array.isArray(value))
    return spaced(`[${(value as readonly Exact[]).map((item) => loose(item, dice)).join(",")}${blank()}]`);
  if (typeof value !== "object" || value === null) return spaced(exactText(value));
  const all = Object.entries(value as JsonObject).map(
    ([name, item]) => `${spaced(looseText(name, dice))}:${loose(item, dice)}`,
  );
  return spaced(`{${all.join(",")}${blank()}}`);
}

/** Returns a text as JSON, one time in three with random escapes. */
function looseText(text: string, dice: Dice): string {
  const plain = JSON.stringify(text);
  if (dice(3) > 0) return plain;
  return `"${text.replaceAll(/./gsu, (char) => {
    const units = char.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    return dice(2) === 0 ? units.join("") : JSON.stringify(char).slice(1, -1).replace("/", "\\/");
  })}"`;
}

describe("JSON of the same meaning", () => {
  it("converts to the same image, at once and in chunks", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.constantFrom(...FORMS), fc.nat(), async (file, form, seed) => {
        const dice = diceOf(seed);
        const json = parseExact(imageToJson(imageLayouts, file.bytes, { file: file.name, ...form }));
        const text = loose(reworded(json, dice), dice);
        expectBytes(fromJson(text), file.bytes, file.path);
        expectBytes(fromJson(Buffer.from(text)), file.bytes, file.path);
        expectBytes(await streamedFromJson(text, 1 + dice(500)), file.bytes, file.path);
      }),
      { numRuns: 400 },
    );
  });

  it("can name TCP's queues `in_q` and `out_q`, as another tool does", () => {
    for (const { name, bytes, path } of files.filter((file) => file.name.startsWith("tcp-stream"))) {
      const json = imageToJson(imageLayouts, bytes, { file: name });
      const theirs = json.replace('"inq":', '"in_q":').replace('"outq":', '"out_q":').replaceAll("\\n", "");
      expect(theirs).not.toBe(json);
      expectBytes(fromJson(theirs), bytes, path);
    }
  });

  it("can omit an extra of length zero", () => {
    const fields =
      '"inq_len": 0, "inq_seq": 1, "outq_len": 0, "outq_seq": 2, "opt_mask": 0, "snd_wscale": 0, "mss_clamp": 0';
    for (const extra of ["", ', "extra": {}', ', "extra": {"inq": "", "outq": ""}', ', "extra": {"outq": ""}']) {
      const bytes = fromJson(`{"magic": "TCP_STREAM", "entries": [{${fields}${extra}}]}`);
      expect(decodeTcpStreamImage(bytes).entries).toMatchObject([
        { inq_len: 0, extra: { inq: new Uint8Array(0), outq: new Uint8Array(0) } },
      ]);
    }
  });

  it("can have escapes in names, and a byte order mark", () => {
    const text = '{"m\\u0061gic": "FIFO", "entries": [{"i\\u0064": 1, "pipe_id": 2}]}';
    expect(fromJson(text)).toEqual(fromJson('{"magic": "FIFO", "entries": [{"id": 1, "pipe_id": 2}]}'));
    expect(fromJson(`\ufeff${text}`)).toEqual(fromJson(text));
  });

  it("can have flags in any order and spacing, or as a number", () => {
    const entry = (flags: string): Uint8Array => fromJson(regFile(`"${flags}"`));
    const usual = fromJson(regFile("1026"));
    for (const same of [
      "O_RDWR | O_APPEND",
      " O_APPEND|O_RDWR ",
      "1026",
      "0x402",
      "O_RDWR | 0x400",
      "O_RDWR | O_RDWR|1024",
    ]) {
      expect(entry(same), same).toEqual(usual);
    }
    expect(entry("")).toEqual(fromJson(regFile("0")));
  });
});

function regFile(flags: string): string {
  const fown = '"fown": {"uid": 0, "euid": 0, "signum": 0, "pid_type": 0, "pid": 0}';
  return `{"magic": "REG_FILES", "entries": [{"id": 1, "flags": ${flags}, "pos": 0, ${fown}, "name": "/a"}]}`;
}
