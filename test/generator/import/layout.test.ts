import { describe, expect, it } from "vitest";
import { type Fields, fitLayout, guessLayout, printCell } from "../../../generator/import/layout.ts";

const fields = (messages: Readonly<Record<string, readonly string[]>>): Fields =>
  new Map(Object.entries(messages).map(([name, names]) => [name, new Set(names)]));

describe("a layout is fitted to other messages", () => {
  const ghost = {
    first: "head",
    entries: "chunk if chunks",
    extra: "bytes(len) pad 4 unless whole",
    rest: "bytes unless chunks",
  };

  it("whole, where all that it names is there", () => {
    const all = fields({ head: ["chunks"], chunk: ["len", "whole"] });
    expect(fitLayout(ghost, all)).toEqual({ layout: ghost, isLost: false, missing: [] });
  });

  it("with conditions as if a field that is not there were false", () => {
    expect(fitLayout(ghost, fields({ head: ["chunks"], chunk: ["len"] })).layout).toMatchObject({
      extra: "bytes(len) pad 4",
    });
    expect(fitLayout(ghost, fields({ head: [] }))).toEqual({
      layout: { first: "head", rest: "bytes" },
      isLost: false,
      missing: [],
    });
  });

  it("without what needs a message or a length that is not there", () => {
    expect(fitLayout(ghost, fields({ head: ["chunks"], chunk: [] }))).toMatchObject({ isLost: true });
    expect(fitLayout({ entries: "gone" }, fields({}))).toEqual({ layout: {}, isLost: true, missing: ["gone"] });
    const nested = { entries: "queue", extra: { messages: "note(count)", extra: "bytes(size)" } };
    expect(fitLayout(nested, fields({ queue: ["count"], note: [] }))).toEqual({
      layout: { entries: "queue", extra: { messages: "note(count)" } },
      isLost: true,
      missing: [],
    });
    const named = { entries: "map", extra: [{ keys: "bytes(k)" }, { values: "bytes(v)" }], joined: true };
    expect(fitLayout(named, fields({ map: ["v"] })).layout).toEqual({ ...named, extra: [{ values: "bytes(v)" }] });
    expect(fitLayout(named, fields({ map: [] }))).toEqual({ layout: { entries: "map" }, isLost: true, missing: [] });
    expect(fitLayout(nested, fields({ queue: [], note: ["size"] }))).toEqual({
      layout: { entries: "queue" },
      isLost: true,
      missing: [],
    });
    expect(fitLayout(nested, fields({ queue: ["count"], note: ["size"] }))).toEqual({
      layout: nested,
      isLost: false,
      missing: [],
    });
  });
});

describe("an image's message is guessed from its name", () => {
  it("or is bytes where there are no messages", () => {
    expect(guessLayout("THING", fields({}))).toEqual({ rest: "bytes" });
  });

  const known = fields({ pidfd_entry: [], file_entry: [], wheel_file_entry: [], note: [] });

  it.each([
    ["PIDFD", { entries: "pidfd_entry" }],
    ["FILES", { entries: "file_entry" }],
    ["WHEEL", { entries: "wheel_file_entry" }],
    ["PIDFD_FILE", { entries: "pidfd_entry" }],
    ["PIDFDX", { entries: "pidfd_entry" }],
    ["NOTHING_LIKE_IT", { rest: "bytes" }],
  ])("%s", (name, layout) => {
    expect(guessLayout(name, known)).toEqual(layout);
  });
});

it("cells are printed as they stand in the table", () => {
  expect(printCell([{ keys: "bytes(keys_bytes)" }])).toBe("[{ keys: bytes(keys_bytes) }]");
  expect(printCell({ messages: "ipc_msg(qnum)", extra: "bytes(msize) pad 8" })).toBe(
    "{ messages: ipc_msg(qnum), extra: bytes(msize) pad 8 }",
  );
  expect(printCell("Engels, later")).toBe('"Engels, later"');
});
