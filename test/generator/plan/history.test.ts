import { describe, expect, it } from "vitest";
import { loadModel } from "../../../generator/generate.ts";
import { planHistory } from "../../../generator/plan/history.ts";
import { proto, row, table, tinySchema } from "../../support/schema.ts";

const MESSAGE = proto(
  "message m { optional e kind = 1; optional uint32 name = 2; optional uint32 own = 3; } enum e { A = 0; B = 1; }",
);

function historyOf(history: string, criu = "v1.1") {
  const images = table(row("THING", "magic: 0x22222223, town: T, entries: m")).replace(/^criu: .*$/m, `criu: ${criu}`);
  return planHistory(loadModel(tinySchema({ images, protos: { "m.proto": MESSAGE }, history })));
}

describe("the history of a package", () => {
  it("leaves out what was there from the start, and has `null` for what no release has", () => {
    const view = historyOf(`
v1.0:
  date: 2013-11-25
  added:
    images: [BASE]
    fields: { base_entry: [version], m: [kind, title] }
    enum_values: { e: [A] }
v1.1:
  date: 2014-01-28
  added: { magics: [IMG_COMMON_MAGIC], images: [THING], enum_values: { e: [B] } }
`);
    expect(view).toMatchObject({
      releases: [{ name: "v1.0" }, { name: "v1.1", date: "2014-01-28" }],
      heads: [
        { name: "common", since: '"v1.1"' },
        { name: "service", since: "null" },
      ],
      images: [{ name: "THING", since: '"v1.1"' }],
      fields: [
        {
          name: "m",
          things: [
            { name: "name", since: "null" },
            { name: "own", since: "null" },
          ],
        },
      ],
      enumValues: [{ name: "e", things: [{ name: "B", since: '"v1.1"' }] }],
    });
  });

  it("has the commit that the schema is of for what no release has", () => {
    const view = historyOf(
      "v1.0: { date: 2013-11-25, added: { images: [THING], fields: { m: [kind, name] } } }\n",
      "v1.0-7-gabc",
    );
    expect(view.fields).toContainEqual({ name: "m", things: [{ name: "own", since: '"v1.0-7-gabc"' }] });
  });

  it("knows files that releases had: until their image is gone, or another takes over their name", () => {
    const view = historyOf(`
v1.0: { date: 2013-11-25, added: { images: [BASE, LOCKS, OLD] } }
v1.1:
  date: 2014-01-28
  added: { images: [LOCKS_PID] }
  renamed: [{ image: LOCKS_PID, from: LOCKS }]
  changed: [{ image: LOCKS, from: locks-%d.img, to: locks.img }, { image: OLD, from: old-%d.img, to: older.img }]
v1.2: { date: 2014-02-26, changed: [{ image: LOCKS_PID, from: locks-%d.img, to: locks-%u.img }] }
v1.3: { date: 2014-03-26, gone: { images: [LOCKS_PID] } }
`);
    expect(view.formerFiles).toEqual([
      { image: "OLD", file: "old-%u.img", since: "v1.0", until: "v1.1" },
      { image: "LOCKS_PID", file: "locks-%u.img", since: "v1.0", until: "v1.3" },
    ]);
  });

  it("follows what was renamed, and what changed more than its label", () => {
    const view = historyOf(`
v1.0: { date: 2013-11-25, added: { images: [BASE, THONG], fields: { base_entry: [version], m: [kind, title, own] }, enum_values: { e: [A, C] } } }
v1.1:
  date: 2014-01-28
  added: { images: [THING], fields: { m: [name] }, enum_values: { e: [B] } }
  gone: { images: [THONG], fields: { m: [title] }, enum_values: { e: [C] } }
  renamed: [{ image: THING, from: THONG }, { field: m.name, from: title }, { enum_value: e.B, from: C }]
  changed: [{ field: m.kind, from: required e = 1, to: optional e = 1 }, { image: BASE, from: base-%d.img, to: base-%u.img }]
v1.2:
  date: 2014-02-26
  changed: [{ field: m.own, from: optional uint32 = 4, to: optional uint32 = 3, note: "A note" }]
`);
    expect(view.images).toEqual([]);
    expect(view.enumValues).toEqual([]);
    expect(view.fields).toEqual([{ name: "m", things: [{ name: "own", since: '"v1.2"' }] }]);
    expect(view.notes).toEqual([{ name: "m.own", note: "A note" }]);
  });
});
