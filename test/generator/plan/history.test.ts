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
  it("omits additions of the first release, and has `null` for additions of no release", () => {
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
        { name: "common", since: "v1.1" },
        { name: "service", since: null },
      ],
      images: [{ name: "THING", since: "v1.1" }],
      fields: [
        {
          name: "m",
          definitions: [
            { name: "name", since: null },
            { name: "own", since: null },
          ],
        },
      ],
      enumValues: [{ name: "e", definitions: [{ name: "B", since: "v1.1" }] }],
    });
  });

  it("names the first release that supports each version of the format, except the unused 0", () => {
    const versions =
      "  v1.0: { value: 0, heads: false }\n  v1.1: { value: 2, heads: true }\n  pre: { value: 3, heads: true }\n";
    const images = table().replace("  v1.1: { value: 2, heads: true }\n", versions);
    const history =
      "v0.1: { date: 2013-11-25 }\nv0.2: { date: 2014-01-28, added: { magics: [CRTOOLS_IMAGES_V1_1] } }\n";
    expect(planHistory(loadModel(tinySchema({ images, history }))).versions).toEqual([
      { name: "v1.1", since: "v0.2" },
      { name: "pre", since: null },
    ]);
  });

  it("names the release of the first version too, if a release before it has none", () => {
    const images = table().replace("  v1.1: {", "  v1.0: { value: 1, heads: false }\n  v1.1: {");
    const history = "v0.1: { date: 2013-11-25 }\nv0.2: { date: 2014-01-28, added: { magics: [CRTOOLS_IMAGES_V1] } }\n";
    expect(planHistory(loadModel(tinySchema({ images, history }))).versions).toContainEqual({
      name: "v1.0",
      since: "v0.2",
    });
  });

  it("lists the values of a placing enum with the enum, and not again with the field", () => {
    const images = table(row("THING", "magic: 0x22222223, entries: m")).replace(
      "images:",
      "places: { m.kind: THING }\nimages:",
    );
    const view = planHistory(loadModel(tinySchema({ images, protos: { "m.proto": MESSAGE } })));
    expect(view.places).toContainEqual({ name: "m.kind", images: ["THING"] });
    expect(view.placingValues).toEqual([]);
    expect(view.enumValues.map(({ name }) => name)).toEqual(["e"]);
  });

  it("lists the placing fields, with their images", () => {
    const rows = [row("BLOB", "raw: true"), row("THING", "magic: 5, entries: m, extra: bytes(name)")];
    const images = table(...rows).replace("images:", "places: { m.own: [BLOB, THING], m.kind: none }\nimages:");
    const model = loadModel(tinySchema({ images, protos: { "m.proto": MESSAGE } }));
    expect(planHistory(model).places).toEqual([
      { name: "base_entry.version", images: ["all"] },
      { name: "m.name", images: ["THING"] },
      { name: "m.own", images: ["BLOB", "THING"] },
    ]);
  });

  it("has no release for an extension's additions, in any folder or commit", () => {
    const model = loadModel(tinySchema({ images: table(row("THING", "raw: true")) }));
    const [base, thing] = model.images;
    for (const folder of ["./fork", "../fork", "/fork"]) {
      const images = [base, { ...thing, at: { ...thing?.at, file: `${folder}/images.yaml` } }] as typeof model.images;
      expect(planHistory({ ...model, images }).images).toEqual([
        { name: "BASE", since: "v0.1" },
        { name: "THING", since: null },
      ]);
    }
  });

  it("omits a former file name that a row still has", () => {
    const history = `v1.0: { date: 2013-11-25, added: { images: [BASE, OLD, OTHER] } }
v1.1: { date: 2014-01-28, gone: { images: [OLD, OTHER] }, changed: [{ image: OLD, from: thing-%d.img, to: o.img }, { image: OTHER, from: other.img, to: x.img }] }
`;
    const thing = row("THING", "raw: true").replace("thing.img", "thing-%u.img");
    const view = planHistory(loadModel(tinySchema({ images: table(thing), history })));
    expect(view.formerFiles.map(({ file }) => file)).not.toContain("thing-%u.img");
    expect(view.formerFiles.map(({ file }) => file)).toContain("other.img");
  });

  it("gives the schema's commit to everything without a release", () => {
    const view = historyOf(
      "v1.0: { date: 2013-11-25, added: { images: [THING], fields: { m: [kind, name] } } }\n",
      "v1.0-7-gabc",
    );
    expect(view.fields).toContainEqual({ name: "m", definitions: [{ name: "own", since: "v1.0-7-gabc" }] });
  });

  it("keeps former file names until their image is removed or another takes them over", () => {
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

  it("follows renames, and dates a field from its last change, unless only its label changed", () => {
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
    expect(view.fields).toEqual([{ name: "m", definitions: [{ name: "own", since: "v1.2" }] }]);
    expect(view.notes).toEqual([{ name: "m.own", note: "A note" }]);
  });
});
