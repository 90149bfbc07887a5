import { describe, expect, it } from "vitest";
import { asciiText, hexText, hexWidth, offsetText, pageOf, painted } from "../../../cli/dissect/page.ts";
import { rowsOf } from "../../../cli/dissect/rows.ts";
import { wrapPieces } from "../../../cli/dissect/wrap.ts";
import { terminalOf } from "../../../cli/terminal/terminal.ts";
import { describe as pieces } from "../../../inspect/dissect/describe.ts";
import { isAmong, parseEntries } from "../../../inspect/dissect/entries.ts";
import { type DissectNode, type NodeKind, type NodeNames, nodeAt, TOP } from "../../../inspect/dissect/node.ts";
import { newTally, summary, tallied } from "../../../inspect/dissect/tally.ts";
import { base64 } from "../../../inspect/dissect/values.ts";
import { textOf } from "../../inspect/dissect/support.ts";

const node = (kind: NodeKind, size: number, names: NodeNames = {}): DissectNode =>
  nodeAt(kind, TOP, 0, size, [], names);

describe("the text of a node", () => {
  it.each<[DissectNode, string]>([
    [node("head", 4, { value: '"common"', raw: '"0x54564319"' }), "head common (0x54564319)"],
    [node("magic", 4, { raw: '"0x00000001"' }), "magic 0x00000001"],
    [node("magic", 4, { value: '"A"', raw: '"0x1"', name: "Kyiv" }), "magic A (0x1, Kyiv)"],
    [node("magic", 4, { raw: '"0x1"', name: "Kyiv" }), "magic 0x1, Kyiv"],
    [{ ...node("size", 4, { type: "m", value: "1" }), entry: 3 }, "entry 3: m, 1 byte"],
    [{ ...node("size", 4, { type: "m", value: "2", path: "a[0]" }), entry: 3 }, "a[0]: m, 2 bytes"],
    [node("size", 4, { type: "m", value: "0" }), "m, 0 bytes"],
    [node("size", 0, { type: "m", value: "2" }), "m"],
    [node("message", 2, { type: "m", path: "a.b[1]", number: 5, wire: "len" }), "5:len b[1]: m"],
    [node("tag", 2, { type: "uint32", path: "a.b", number: 5, wire: "len" }), "5:len b: packed uint32"],
    [node("tag", 2, { number: 99, wire: "sgroup" }), "99:sgroup ?"],
    [node("field", 2, { type: "uint32", path: "a", number: 1, wire: "varint", value: "5" }), "1:varint a = 5"],
    [node("field", 0, { type: "uint32", path: "m.a", number: 1 }), "1 a: uint32"],
    [node("field", 2, { type: "uint32", path: "a", value: '"TCP"', raw: "6" }), "a = TCP (6)"],
    [node("field", 2, { type: "uint32", path: "a", value: '"0x6"', raw: "6" }), "a = 0x6"],
    [node("field", 2, { type: "int32", path: "a", value: '"-0x6"', raw: "-6" }), "a = -0x6"],
    [node("field", 2, { type: "uint32", path: "a", value: '""', raw: "0" }), "a = none (0)"],
    [node("field", 2, { type: "string", path: "a", value: '"b\\n"' }), 'a = "b\\n"'],
    [node("field", 2, { type: "string", path: "a", value: '""' }), 'a = ""'],
    [node("field", 7, { type: "bytes", path: "a", value: '"AAAA\\n"', header: 2 }), "a: 5 bytes"],
    [node("field", 2, { type: "bytes", path: "a", value: '""', header: 2 }), "a: 0 bytes"],
    [node("field", 5, { type: "bytes", path: "a", header: 4 }), "a: 1 byte"],
    [node("extra", 2, { path: "extra[0]", type: "u16(n)", value: "7" }), "extra[0]: u16(n) = 7"],
    [node("extra", 3, { path: "extra", type: "bytes(n)", value: '"AAAA\\n"' }), "extra: bytes(n), 3 bytes"],
    [node("extra", 0, { path: "extra", type: "bytes(n)", value: '""' }), "extra: bytes(n), 0 bytes"],
    [node("extra", 0, { path: "extra" }), "extra"],
    [node("padding", 3), "padding"],
    [node("rest", 1), "rest of the file, 1 byte"],
    [node("gap", 2), "not read: 2 bytes"],
  ])("names its kind, its path and its value (%#)", (one, text) => {
    expect(
      pieces(one)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });
});

describe("the rows of bytes", () => {
  const rows = (size: number, full = false): string =>
    [...rowsOf(10, 10 + size, 4, full)]
      .map(({ start, end, elided }) => `${elided ? "…" : ""}${start}-${end}`)
      .join(" ");

  it("omit the middle if there are more than six", () => {
    expect(rows(0)).toBe("");
    expect(rows(5)).toBe("10-14 14-15");
    expect(rows(24)).toBe("10-14 14-18 18-22 22-26 26-30 30-34");
    expect(rows(25)).toBe("10-14 14-18 18-22 22-26 …26-34 34-35");
    expect(rows(400)).toBe("10-14 14-18 18-22 22-26 …26-406 406-410");
    expect(rows(25, true)).toBe("10-14 14-18 18-22 22-26 26-30 30-34 34-35");
  });

  it("are as wide as the terminal allows", () => {
    const of = (columns: number) => pageOf(new Uint8Array(), terminalOf({ columns }), false);
    expect([110, 109, 70, 69].map((columns) => of(columns).perRow)).toEqual([16, 8, 8, 4]);
    expect([110, 80, 40].map((columns) => of(columns).room)).toEqual([110 - 59, 80 - 35, 40 - 23]);
    expect([0, 1, 8].map(hexWidth)).toEqual([0, 2, 23]);
  });

  it("show offset, bytes and characters", () => {
    const bytes = Uint8Array.of(0, 0x1f, 0x20, 0x41, 0x7e, 0x7f, 0xff);
    expect(hexText(bytes, 1, 4)).toBe("1f 20 41");
    expect(asciiText(bytes)).toBe("|.. A~..|");
    expect(offsetText(0x1234)).toBe("00001234");
  });

  it("follow below a long value, with their characters", () => {
    const bytes = Uint8Array.from({ length: 70 }, (_, i) => (i < 2 ? 0x0a : 0x40 + i));
    const field = node("field", 70, {
      type: "bytes",
      path: "a",
      number: 1,
      wire: "len",
      header: 2,
      value: base64(bytes),
    });
    expect(textOf([field], bytes)).toEqual([
      "00000000  0a 0a                    1:len a: 68 bytes",
      "00000002  42 43 44 45 46 47 48 49  |BCDEFGHI|",
      "0000000a  4a 4b 4c 4d 4e 4f 50 51  |JKLMNOPQ|",
      "00000012  52 53 54 55 56 57 58 59  |RSTUVWXY|",
      "0000001a  5a 5b 5c 5d 5e 5f 60 61  |Z[\\]^_`a|",
      "00000022  … 32 bytes",
      "00000042  82 83 84 85              |....|",
    ]);
  });
});

it("each piece of a line has the colour of its kind; an error is red and bold", () => {
  const colors = { ...terminalOf({}).colors };
  const names = ["magenta", "bold", "cyan", "green", "dim", "red", "yellow"] as const;
  for (const name of names) colors[name] = (text) => `<${name} ${text}>`;
  const page = pageOf(new Uint8Array(), { ...terminalOf({}), colors }, false);
  const styles = ["word", "frame", "tag", "name", "value", "quiet", "error", "warn", "info"] as const;
  expect(styles.map((style) => painted(page, [{ style, text: style }])).join(" ")).toBe(
    "<magenta word> <bold frame> <cyan tag> name <green value> <dim quiet> <bold <red error>> <yellow warn> <dim info>",
  );
});

describe("text beyond the width", () => {
  const wrapped = (texts: readonly string[], width: number, full = true): string[] =>
    wrapPieces(
      texts.map((text) => ({ style: "name", text })),
      width,
      full,
    ).map((line) => line.map(({ text }) => text).join("|"));

  it.each<[string[], number, string[]]>([
    [["name", " = ", "5"], 20, ["name| = |5"]],
    [["name", " = ", "value"], 8, ["name| = ", "value"]],
    [["name", "longer"], 8, ["name", "longer"]],
    [["name", "much longer"], 8, ["name", "much ", "longer"]],
    [["nameless"], 4, ["name", "less"]],
    [["a ", '"b c d"'], 5, ['a |"b ', 'c d"']],
  ])("continues on the next line between pieces: %j, %d", (texts, width, lines) => {
    expect(wrapped(texts, width)).toEqual(lines);
  });

  it("omits the middle of many lines, unless all are requested", () => {
    const text = `"${"x".repeat(34)}"`;
    expect(wrapped([text], 6, false)).toHaveLength(6);
    expect(wrapped([`${text}y`], 6, false)).toEqual(['"xxxxx', "xxxxxx", "xxxxxx", "xxxxxx", "…", "y"]);
    expect(wrapped([`${text}y`], 6)).toHaveLength(7);
  });
});

it("--entries selects single entries, ranges, and all from one on", () => {
  const among = (text: string): number[] => {
    const entries = parseEntries(text);
    return [0, 1, 2, 3, 4, 5, 99].filter((entry) => isAmong(entries, entry));
  };
  expect([among("3"), among("2-4,0"), among(" 4 - "), among("2-2")]).toEqual([[3], [0, 2, 3, 4], [4, 5, 99], [2]]);
  expect(isAmong(parseEntries("0-"), undefined)).toBe(false);
  for (const text of ["", "a", "4-2", "-1", "1 2", "1,", "1234567890123456"]) {
    expect(() => parseEntries(text), text).toThrow(`--entries ${text}: \``);
  }
});

describe("the summary of a dissection", () => {
  const error = { severity: "error", text: "e" } as const;
  const warn = { severity: "warn", text: "w" } as const;
  const of = (...nodes: readonly Partial<DissectNode>[]): string => {
    const tally = newTally();
    const all = nodes.map((one) => ({ ...node("size", 4), ...one }));
    expect([...tallied(all, tally)]).toEqual(all);
    return summary(tally);
  };

  it.each<[Partial<DissectNode>[], string]>([
    [[], "0 entries; nothing wrong"],
    [[{ entry: 0 }], "1 entry; nothing wrong"],
    [[{}, { entry: 0 }, { entry: 1 }], "a first message, 2 entries; nothing wrong"],
    [[{ kind: "magic" }], "0 entries; nothing wrong"],
    [[{ entry: 0, notes: [warn] }], "1 entry; 1 warning"],
    [
      [
        { entry: 0, notes: [warn, warn], offset: 4 },
        { entry: 1, notes: [error], offset: 0x1f, path: "a.b" },
        { entry: 2, notes: [error, warn], offset: 64 },
      ],
      "3 entries; 2 errors, 3 warnings; first error: offset 0x1f, entry 1, a.b",
    ],
    [[{ kind: "magic", notes: [error] }], "0 entries; 1 error; first error: offset 0x0"],
  ])("counts entries, errors and warnings (%#)", (nodes, text) => {
    expect(of(...nodes)).toBe(text);
  });
});

it("bytes are printed as base64 in lines of 76 characters, up to a mebibyte", () => {
  expect(base64(new Uint8Array())).toBe('""');
  expect(base64(new Uint8Array(57))).toBe(`"${"A".repeat(76)}\\n"`);
  expect(base64(new Uint8Array(58))).toBe(`"${"A".repeat(76)}\\nAA==\\n"`);
  expect(base64(new Uint8Array(2 ** 20))).toMatch(/^"A/);
  expect(base64(new Uint8Array(2 ** 20 + 1))).toBeUndefined();
});
