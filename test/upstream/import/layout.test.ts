import { describe, expect, it } from "vitest";
import { type Fields, fitLayout, guessLayout, printCell } from "../../../upstream/import/layout.ts";

/** Parses fields of messages: a question mark is a boolean, a star a list, all others are integers. */
const fields = (messages: Readonly<Record<string, readonly string[]>>): Fields =>
  new Map(Object.entries(messages).map(([name, words]) => [name, new Map(words.map(fieldOf))]));

function fieldOf(word: string) {
  const [, name = "", mark] = /^(\w+)([?*])?$/.exec(word) ?? [];
  const label = mark === "*" ? "repeated" : "optional";
  return [name, { label, type: { kind: "scalar", scalar: mark === "?" ? "bool" : "uint32" } }] as const;
}

describe("fitLayout for other messages", () => {
  const ghost = {
    first: "head",
    entries: "chunk if chunks",
    extra: "bytes(len) pad 4 unless whole",
    rest: "bytes unless chunks",
  };

  it("keeps a layout if all of its names exist", () => {
    const all = fields({ head: ["chunks?"], chunk: ["len", "whole?"] });
    expect(fitLayout(ghost, all)).toEqual({ layout: ghost, isLost: false, isDoubtful: false, missing: [] });
  });

  it("drops conditions as if a missing field were false", () => {
    expect(fitLayout(ghost, fields({ head: ["chunks?"], chunk: ["len"] })).layout).toMatchObject({
      extra: "bytes(len) pad 4",
    });
    expect(fitLayout(ghost, fields({ head: [] }))).toEqual({
      layout: { first: "head", rest: "bytes" },
      isLost: false,
      isDoubtful: true,
      missing: [],
    });
  });

  it("drops parts if their message or length field is missing", () => {
    expect(fitLayout(ghost, fields({ head: ["chunks?"], chunk: [] }))).toMatchObject({ isLost: true });
    expect(fitLayout({ entries: "gone" }, fields({}))).toEqual({
      layout: {},
      isLost: true,
      isDoubtful: true,
      missing: ["gone"],
    });
    const nested = { entries: "queue", extra: { messages: "note(count)", extra: "bytes(size)" } };
    expect(fitLayout(nested, fields({ queue: ["count"], note: [] }))).toEqual({
      layout: { entries: "queue", extra: { messages: "note(count)" } },
      isLost: true,
      isDoubtful: true,
      missing: [],
    });
    const named = { entries: "map", extra: [{ keys: "bytes(k)" }, { values: "bytes(v)" }], joined: true };
    expect(fitLayout(named, fields({ map: ["v"] })).layout).toEqual({ ...named, extra: [{ values: "bytes(v)" }] });
    expect(fitLayout(named, fields({ map: [] }))).toEqual({
      layout: { entries: "map" },
      isLost: true,
      isDoubtful: true,
      missing: [],
    });
    expect(fitLayout(nested, fields({ queue: [], note: ["size"] }))).toEqual({
      layout: { entries: "queue" },
      isLost: true,
      isDoubtful: true,
      missing: [],
    });
    expect(fitLayout(nested, fields({ queue: ["count"], note: ["size"] }))).toEqual({
      layout: nested,
      isLost: false,
      isDoubtful: false,
      missing: [],
    });
  });
});

describe("fitLayout for renamed fields", () => {
  const renames = {
    messages: new Map([["queue", "row"]]),
    fields: new Map([
      ["queue.count", "number"],
      ["note.size", "bytes"],
      ["note.whole", "all"],
      ["head.chunks", "pieces"],
      ["queue.version", "format"],
    ]),
    ceded: new Set(["note.taken"]),
  };
  const now = fields({
    head: ["pieces?"],
    row: ["number", "format"],
    note: ["bytes", "all?", "taken", "list*", "real?"],
  });

  it("uses the new names of fields and messages anywhere", () => {
    const layout = {
      first: "head",
      entries: "queue if chunks",
      extra: [{ notes: { messages: "note(count)", extra: "u64(size) pad 8 unless whole" } }],
      rest: "bytes unless chunks",
      version: "version",
    };
    const fitted = {
      first: "head",
      entries: "row if pieces",
      extra: [{ notes: { messages: "note(number)", extra: "u64(bytes) pad 8 unless all" } }],
      rest: "bytes unless pieces",
      version: "format",
    };
    expect(fitLayout(layout, now, renames)).toEqual({ layout: fitted, isLost: false, isDoubtful: false, missing: [] });
  });

  it("marks a layout as doubtful if the name of its field now belongs to another", () => {
    const layout = { entries: "note", extra: "bytes(taken)" };
    expect(fitLayout(layout, now, renames)).toEqual({ layout, isLost: false, isDoubtful: true, missing: [] });
  });

  it.each([
    [{ entries: "note", extra: "bytes(all)" }, { entries: "note" }, true],
    [{ entries: "note", extra: "bytes(list)" }, { entries: "note" }, true],
    [{ entries: "note", extra: "bytes(bytes) unless taken" }, { entries: "note", extra: "bytes(bytes)" }, false],
    [{ entries: "note", version: "real" }, { entries: "note" }, false],
  ])("drops a field of another type: %j", (layout, fitted, isLost) => {
    expect(fitLayout(layout, now)).toMatchObject({ layout: fitted, isLost, isDoubtful: true });
  });
});

describe("guessLayout", () => {
  it("falls back to bytes if there are no messages", () => {
    expect(guessLayout("THING", fields({}))).toEqual({ rest: "bytes" });
  });

  const known = fields({ pidfd_entry: [], file_entry: [], wheel_file_entry: [], tmpfs_entry: [], note: [] });

  it.each([
    ["PIDFD", { entries: "pidfd_entry" }],
    ["FILES", { entries: "file_entry" }],
    ["WHEEL", { entries: "wheel_file_entry" }],
    ["PIDFD_FILE", { entries: "pidfd_entry" }],
    ["PIDFDX", { entries: "pidfd_entry" }],
    // At most a third of the letters may differ.
    ["PIDFAB", { entries: "pidfd_entry" }],
    ["PIDAB", { rest: "bytes" }],
    ["PIDFD_IMAGE", { entries: "pidfd_entry" }],
    ["PIDFDIMAGE", { entries: "pidfd_entry" }],
    ["TMPFS_IMG", { entries: "tmpfs_entry" }],
    ["PIDFD_FILES", { entries: "pidfd_entry" }],
    ["NOTHING_LIKE_IT", { rest: "bytes" }],
  ])("finds the message of %s", (name, layout) => {
    expect(guessLayout(name, known)).toEqual(layout);
  });
});

it("printCell follows the style of the table", () => {
  expect(printCell([{ keys: "bytes(keys_bytes)" }])).toBe("[{ keys: bytes(keys_bytes) }]");
  expect(printCell({ messages: "ipc_msg(qnum)", extra: "bytes(msize) pad 8" })).toBe(
    "{ messages: ipc_msg(qnum), extra: bytes(msize) pad 8 }",
  );
  expect(printCell("Engels, later")).toBe('"Engels, later"');
});
