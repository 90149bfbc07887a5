import type { ExtraLayout, FieldLayout, ImageLayout, MessageLayout } from "criu-images/layouts";
import { describe, expect, it } from "vitest";
import { extraNodes } from "../../../inspect/dissect/extra.ts";
import { dissectImage } from "../../../inspect/dissect/image.ts";
import { nodeToJson } from "../../../inspect/dissect/json.ts";
import { messageNodes } from "../../../inspect/dissect/message.ts";
import { type DissectNode, TOP } from "../../../inspect/dissect/node.ts";
import { BUILT_IN, type Schema } from "../../../inspect/schema/schema.ts";
import { sourceOf } from "../../../inspect/wire/wire.ts";
import { concat, words } from "../../support/build.ts";
import { notesOf } from "./support.ts";

/** Returns kind, path, value and raw value of each node, and its notes. */
function told(nodes: readonly DissectNode[]): string[] {
  return nodes.flatMap((node) => {
    const { kind, path = "", value, raw } = node;
    const shown = [value, raw === undefined ? undefined : `(${raw})`].filter((text) => text !== undefined).join(" ");
    return [`${kind} ${path} ${shown}`.replaceAll(/ +/g, " ").trim(), ...notesOf([node])];
  });
}

const M: MessageLayout = { message: "m", fields: [{ name: "x", number: 1, type: "uint32" }] };

function fields(bytes: readonly number[], ...all: readonly FieldLayout[]): string[] {
  const span = { pos: 0, end: bytes.length, cut: false };
  return told([...messageNodes(sourceOf(Uint8Array.from(bytes), true), { message: "m", fields: all }, span, TOP)]);
}

describe("a field", () => {
  const named = { name: "a", number: 1 } as const;

  it.each<[string, number[], FieldLayout, string[]]>([
    ["false", [0x08, 0], { ...named, type: "bool" }, ["field a false"]],
    ["true", [0x08, 1], { ...named, type: "bool" }, ["field a true"]],
    ["a bool of 2", [0x08, 2], { ...named, type: "bool" }, ["field a true", "0 warn: 2 counts as true"]],
    ["a named number", [0x08, 7], { ...named, type: "enum", enum: "e", values: { SEVEN: 7 } }, ['field a "SEVEN" (7)']],
    [
      "an unnamed number",
      [0x08, 8],
      { ...named, type: "enum", enum: "e", values: { SEVEN: 7 } },
      ["field a 8", "0 warn: e has no such value"],
    ],
    ["a hexadecimal number", [0x08, 0x1f], { ...named, type: "uint32", hex: true }, ['field a "0x1f" (31)']],
    ["a text", [0x0a, 2, 0x61, 0x0a], { ...named, type: "string" }, ['field a "a\\n"']],
    [
      "a text that is not UTF-8",
      [0x0a, 1, 0xff],
      { ...named, type: "string" },
      ['field a "\\udcff"', "0 warn: not UTF-8: other bytes are shown as \\udc and their value"],
    ],
    ["bytes", [0x0a, 1, 0xff], { ...named, type: "bytes" }, ['field a "/w==\\n"']],
    ["a socket's name", [0x0a, 2, 0, 0x61], { ...named, type: "bytes", conv: "unix_name" }, ['field a "=00a"']],
    [
      "a truncated text",
      [0x0a, 3, 0x61],
      { ...named, type: "string" },
      ['field a "a"', "0 error: past the end: the length says 3 bytes, the message has 1 more"],
    ],
    [
      "a text truncated before its first byte",
      [0x0a, 3],
      { ...named, type: "string" },
      ["field a", "0 error: past the end: the length says 3 bytes, the message has 0 more"],
    ],
  ])("can hold %s", (_, bytes, field, lines) => {
    expect(fields(bytes, field)).toEqual(lines);
  });

  it("is printed by its wire type if it is unknown", () => {
    const unknown = (offset: number) => `${offset} warn: unknown field: newer than the schema, or damaged`;
    expect(fields([0x48, 5, 0x51, 1, 0, 0, 0, 0, 0, 0, 0x80, 0x5d, 2, 1, 0, 0, 0x62, 1, 0xff])).toEqual([
      ...["field 5", unknown(0), 'field "0x8000000000000001"', unknown(2)],
      ...['field "0x102"', unknown(11), 'field "/w==\\n"', unknown(16)],
    ]);
  });

  it("has a warning if it is duplicate or out of order", () => {
    const all: FieldLayout[] = [
      { name: "a", number: 1, type: "uint32" },
      { name: "b", number: 2, type: "message", message: () => M },
      { name: "c", number: 3, type: "uint32", label: "repeated" },
    ];
    expect(fields([0x12, 2, 8, 1, 0x08, 1, 0x08, 2, 0x18, 3, 0x18, 4, 0x12, 0], ...all)).toEqual([
      ...["message b", "field b.x 1", "field a 1", "4 warn: out of order: after number 2 (b)"],
      ...["field a 2", "6 warn: duplicate: the last one takes precedence", "field c[0] 3", "field c[1] 4"],
      ...["message b", "12 warn: duplicate: the two are merged", "12 warn: out of order: after number 3 (c)"],
    ]);
  });

  it("shows an address at its last word", () => {
    const address: FieldLayout = { name: "src", number: 1, type: "uint32", label: "repeated", ipadd: true };
    expect(fields([0x08, 1], address)).toEqual(['field src[0] "1.0.0.0" (1)']);
    expect(
      fields([0x08, 0, 0x08, 0, 0x08, 0, 0x08, 1, 0x10, 5], address, { name: "b", number: 2, type: "uint32" }),
    ).toEqual([...["field src[0] 0", "field src[1] 0", "field src[2] 0", 'field src[3] "::100:0" (1)', "field b 5"]]);
    // No address has two or six words.
    expect(fields([0x08, 1, 0x08, 2], address)).toEqual(["field src[0] 1", "field src[1] 2"]);
    expect(
      fields(
        Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 0x08 : i)),
        address,
      ),
    ).toEqual([0, 2, 4, 6, 8, 10].map((at, i) => `field src[${i}] ${at + 1}`));
    // Another field separates two addresses.
    const two = fields([0x08, 1, 0x10, 5, 0x08, 2], address, { name: "b", number: 2, type: "uint32" });
    expect(two[0]).toBe('field src[0] "1.0.0.0" (1)');
    expect(two).toContain('field src[1] "2.0.0.0" (2)');
  });
});

describe("an extra", () => {
  const OWNER: MessageLayout = {
    message: "m",
    fields: [
      { name: "n", number: 1, type: "uint32" },
      { name: "is", number: 2, type: "bool" },
    ],
  };

  function follow(
    extra: ExtraLayout,
    bytes: readonly number[],
    integers: Record<string, bigint>,
    partial = false,
  ): string[] {
    const owner = { layout: OWNER, end: 0, integers: new Map(Object.entries(integers)), partial };
    return told([...extraNodes(sourceOf(Uint8Array.from(bytes), true), extra, owner, TOP)]);
  }

  it("can consist of bytes or integers, and a pad", () => {
    expect(follow({ run: "bytes", length: "n" }, [1, 2], { n: 2n })).toEqual(['extra extra "AQI=\\n"']);
    expect(follow({ run: "u16", length: "n" }, [1, 0, 2, 1, 3, 0], { n: 3n })).toEqual([
      ...["extra extra[0] 1", "extra extra[1] 258", "extra extra[2] 3"],
    ]);
    expect(follow({ run: "bytes", length: "n", pad: 4 }, [1, 0, 0, 0], { n: 1n })).toEqual([
      'extra extra "AQ==\\n"',
      "padding extra",
    ]);
    expect(follow({ run: "u16", length: "n", pad: 8 }, [1, 0, 0, 0, 0, 0, 0, 9], { n: 1n })).toEqual([
      ...["extra extra[0] 1", "padding extra", "2 warn: not all zeros"],
    ]);
    expect(follow({ run: "u64", length: "n", pad: 8 }, [1, 0, 0, 0, 0, 0, 0, 0], { n: 1n })).toEqual([
      "extra extra[0] 1",
    ]);
  });

  it("names its length field at its first node", () => {
    const owner = { layout: OWNER, end: 0, integers: new Map([["n", 2n]]), partial: false };
    const types = (run: "u16" | "bytes") =>
      [...extraNodes(sourceOf(new Uint8Array(4), true), { run, length: "n" }, owner, TOP)].map(({ type }) => type);
    expect([types("u16"), types("bytes")]).toEqual([["u16(n)", "u16"], ["bytes(n)"]]);
  });

  it("has an error if it is truncated", () => {
    const past = (said: string, left: number) =>
      `0 error: past the end of the file: ${said} announced, ${left} present`;
    expect(follow({ run: "bytes", length: "n" }, [1], { n: 2n })).toEqual([
      'extra extra "AQ==\\n"',
      past("2 bytes", 1),
    ]);
    expect(follow({ run: "u32", length: "n" }, [1, 2, 3], { n: 1n })).toEqual(["extra extra", past("4 bytes", 3)]);
    expect(follow({ run: "bytes", length: "n", pad: 4 }, [1, 0], { n: 1n })).toEqual([
      ...['extra extra "AQ==\\n"', past("1 byte and a pad of 3", 2), "padding extra"],
    ]);
  });

  it("is absent if its condition does not hold", () => {
    const extra = (is: boolean): ExtraLayout => ({ run: "bytes", length: "n", when: { field: "is", is } });
    expect(follow(extra(true), [1], { n: 1n, is: 1n })).toHaveLength(1);
    expect(follow(extra(false), [1], { n: 1n, is: 1n })).toEqual([]);
    expect(follow(extra(false), [1], { n: 1n })).toHaveLength(1);
    expect(follow(extra(true), [1], { n: 1n })).toEqual([]);
  });

  it("has an unknown size if its message could not be read up to a needed field", () => {
    const not = (field: string) =>
      `0 error: the size of the extra is unknown: the message was not read as far as ${field}`;
    expect(follow({ run: "bytes", length: "n" }, [1, 2], {}, true)).toEqual(["gap extra", not("n")]);
    expect(follow({ messages: M, count: "n" }, [1, 2], {}, true)).toEqual(["gap extra", not("n")]);
    const extra: ExtraLayout = { run: "bytes", length: "n", when: { field: "is", is: true } };
    expect(follow(extra, [1], { n: 1n }, true)).toEqual(["gap extra", not("is")]);
    const parts: ExtraLayout = { parts: { a: { run: "bytes", length: "n" }, b: { run: "bytes", length: "n" } } };
    expect(follow(parts, [1, 2, 3], { n: 1n })).toEqual(['extra extra.a "AQ==\\n"', 'extra extra.b "Ag==\\n"']);
  });
});

describe("an image", () => {
  const MAGIC = 0x11223344;
  const HEAD: MessageLayout = { message: "head", fields: [{ name: "on", number: 1, type: "bool" }] };

  /** Returns the nodes after the magic, for an image with this content. */
  function behind(layout: Partial<ImageLayout>, ...bytes: readonly Uint8Array[]): string[] {
    const image = { image: "A", file: "a.img", magic: MAGIC, ...layout } as ImageLayout;
    const schema: Schema = { ...BUILT_IN, layouts: [image] };
    return told([...dissectImage(concat(words(true, MAGIC), ...bytes), "a.img", schema)].slice(1));
  }

  const on = concat(words(true, 2), Uint8Array.of(8, 1));
  const off = concat(words(true, 2), Uint8Array.of(8, 0));
  const entry = concat(words(true, 2), Uint8Array.of(8, 5));
  const first = ["size 2", "field on true"];

  it("has entries or a rest, depending on the first message", () => {
    const both = {
      first: HEAD,
      entries: M,
      entriesWhen: { field: "on", is: true },
      rest: true,
      restWhen: { field: "on", is: false },
    } as const;
    expect(behind(both, on, entry)).toEqual([...first, "size 2", "field x 5"]);
    expect(behind(both, off, entry)).toEqual(["size 2", "field on false", "rest"]);
    expect(behind({ rest: true }, entry)).toEqual(["rest"]);
    expect(behind({ rest: true })).toEqual([]);
    const { rest: _, restWhen: __, ...entries } = both;
    expect(behind(entries, off, entry)).toEqual([
      ...["size 2", "field on false", "gap", "10 error: no entries are allowed here"],
    ]);
    expect(behind(entries, off)).toEqual(["size 2", "field on false"]);
    expect(behind({ first: HEAD }, on, entry).at(-1)).toBe("10 error: no entries are allowed here");
    const broken = concat(words(true, 1), Uint8Array.of(0x80), entry);
    const lost = "9 error: the content is unknown: the first message was not read far enough";
    expect(behind(both, broken).at(-1)).toBe(lost);
    expect(behind(entries, broken).at(-1)).toBe(lost);
  });

  it("has one node if it is raw", () => {
    expect(told([...dissectImage(new Uint8Array(3), "pages-1.img")])).toEqual([
      "rest",
      "0 info: raw: CRIU puts no structure into it",
    ]);
    expect(told([...dissectImage(new Uint8Array(), "pages-1.img")])).toEqual([]);
  });

  it.each<[string, number[], string[]]>([
    ["nothing", [], ["magic", "0 error: the file is empty"]],
    ["a truncated word", [1, 2, 3], ["gap", "0 error: the file ends in its first word: 3 of 4 bytes"]],
    [
      "only a head",
      [0x19, 0x43, 0x56, 0x54],
      ['head "common" ("0x54564319")', "magic", "4 error: the file ends in its magic: 0 of 4 bytes"],
    ],
    [
      "a head and a truncated magic",
      [0x19, 0x43, 0x56, 0x54, 1, 2],
      ['head "common" ("0x54564319")', "gap", "4 error: the file ends in its magic: 2 of 4 bytes"],
    ],
    [
      "only a big-endian head",
      [0x54, 0x56, 0x43, 0x19],
      [
        'head "common" ("0x54564319")',
        "0 info: big-endian",
        "magic",
        "4 error: the file ends in its magic: 0 of 4 bytes",
      ],
    ],
    ["an unknown word", [1, 2, 3, 4], ['magic ("0x04030201")', "0 error: no image begins like this"]],
  ])("has an error or a note for %s", (_, bytes, lines) => {
    expect(told([...dissectImage(Uint8Array.from(bytes))])).toEqual(lines);
  });

  it("is found if its head is in the first 64 bytes", () => {
    const shifted = (by: number): string | undefined =>
      told([...dissectImage(concat(new Uint8Array(by).fill(1), Uint8Array.of(0x19, 0x43, 0x56, 0x54)))])[1];
    expect(shifted(1)).toContain("the common head is at offset 1: the image begins there");
    expect(shifted(64)).toContain("is at offset 64");
    expect(shifted(65)).toBe("0 error: no image begins like this");
  });
});

it("nodeToJson prints one line, without absent properties", () => {
  const node = { kind: "field", offset: 1, size: 2, depth: 0, notes: [] } as const;
  expect(nodeToJson(node)).toBe('{"offset":1,"size":2,"kind":"field","depth":0}');
  const notes = [{ severity: "warn", text: "w" }] as const;
  expect(nodeToJson({ ...node, entry: 3, path: "a", value: "18446744073709551615", raw: "1", notes })).toBe(
    '{"offset":1,"size":2,"kind":"field","depth":0,"entry":3,"path":"a","value":18446744073709551615,"raw":1,"notes":[{"severity":"warn","text":"w"}]}',
  );
});
