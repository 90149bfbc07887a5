import { describe, expect, it } from "vitest";
import { coordinates } from "../../generator/model/coordinates.ts";
import type { Disagreement } from "../../registry/against/compare.ts";
import { auditSchema } from "../../registry/audit/audit.ts";
import { distance } from "../../registry/gazetteer/distance.ts";
import { findPlaces, nearestPlaces } from "../../registry/gazetteer/gazetteer.ts";
import { groupViews } from "../../registry/html/findings.ts";
import { magicViews } from "../../registry/html/magics.ts";
import { byMark, FindingIndex, worst } from "../../registry/html/mark.ts";
import { rowViews } from "../../registry/html/rows.ts";
import { pageView } from "../../registry/html/view.ts";
import { toGithub } from "../../registry/report/github.ts";
import { toJunit } from "../../registry/report/junit.ts";
import { toSarif } from "../../registry/report/sarif.ts";
import type { Finding } from "../../registry/rules/finding.ts";
import type { Audited } from "../../registry/rules/rule.ts";
import { RULES } from "../../registry/rules/rules.ts";
import { townElsewhere } from "../../registry/rules/town-elsewhere.ts";
import { treeDiffers, treeHasMore, treeLacks } from "../../registry/rules/trees.ts";
import { PROJECT_SCHEMA } from "../support/schema.ts";
import { findingsOf } from "./rules/docs.ts";

const { model } = auditSchema(PROJECT_SCHEMA);
const audited: Audited = { model, problems: [], trees: [], collisions: [], rules: [], found: [] };
const finding = (over: Partial<Finding>): Finding => ({
  ...{ rule: "near-magics", severity: "warning", message: "odd", subjects: ["PSTREE"] },
  ...{ at: { file: "images.yaml", line: 7, column: 3 }, ...over },
});

describe("the findings of an audit", () => {
  it("are sorted by file, line and column", () => {
    const row = (name: string, keys: string) => `${name}: { about: "A", file: ${name.toLowerCase()}.img, ${keys} }`;
    const rows = [row("B", "magic: 0xabcdef12, entries: m"), row("A", "magic: 0xabcdef1e, entries: m, until: never")];
    const proto =
      'syntax = "proto2";\nimport "opts.proto";\nmessage m { optional bool a = 1 [(criu).dev = true]; optional bool b = 2 [(criu).dev = true]; }';
    const found = findingsOf(`\`\`\`yaml\n${rows.join("\n")}\n\`\`\`\n\`\`\`proto\n${proto}\n\`\`\`\n`);
    const places = found.map(({ at }) => [at.file, at.line, at.column] as const);
    expect(new Set(places.map(([file]) => file))).toEqual(new Set(["images.yaml", "messages/parting.proto"]));
    expect(places.length).toBeGreaterThan(4);
    const sorted = [...places].sort(([f, l, c], [g, m, d]) => (f === g ? l - m || c - d : f < g ? -1 : 1));
    expect(places).toEqual(sorted);
    expect(found.slice(-2).map(({ subjects }) => subjects[0])).toEqual(["m.a", "m.b"]);
  });
});

describe("the town of a magic", () => {
  const [tver] = findPlaces("Tver");

  it("can be fifteen kilometres from its coordinates", () => {
    if (tver === undefined) throw new Error("no Tver");
    const [head] = Object.values(model.heads);
    const values = Array.from({ length: 20 }, (_, i) => Number(`0x56${40 + i}3555`));
    const far = values.filter((value) => {
      const { latitude: lat = 0, longitude: lon = 0 } = coordinates(value) ?? {};
      return distance(tver, { lat, lon }) > 15;
    });
    expect([far.length > 2, far.length < values.length - 2]).toEqual([true, true]);
    const told = values.filter((value) => {
      const images = model.images
        .filter(({ name }) => name === "PSTREE")
        .map((image) => ({ ...image, magic: value, town: "Tver" }));
      const heads = { common: { ...model.heads.common, ...head }, service: model.heads.service };
      const found = [...townElsewhere.check({ ...audited, model: { ...model, images, heads, reserved: [] } })];
      return found.some(({ subjects }) => subjects[0] === images[0]?.name);
    });
    expect(told).toEqual(far);
  });

  it("is found by distance alone, in any direction", () => {
    const wide = nearestPlaces(58.52, 31.27, 60);
    expect(wide.filter(({ km }) => km <= 30)).toEqual(nearestPlaces(58.52, 31.27, 30));
    expect(wide.some(({ km, lat }) => km > 30 && Math.abs(lat - 58.52) * 111 > 30)).toBe(true);
  });
});

describe("a difference from a tree", () => {
  const told = (rule: typeof treeLacks, one: Partial<Disagreement>, project = "CRIU") => {
    const disagreement = { which: "differs", what: "field", name: "x", detail: "", ...one } as Disagreement;
    return [...rule.check({ ...audited, trees: [{ project, disagreements: [disagreement] }] })];
  };

  it("is reported with its kind and advice", () => {
    const more = { which: "tree has more", what: "enum value", name: "e.A", detail: "A = 1" } as const;
    expect(told(treeHasMore, more)).toMatchObject([
      {
        message: "CRIU has an enum value `e.A` (A = 1), and the table has none",
        suggestion: "`critgen import` adds it",
      },
    ]);
    expect(told(treeHasMore, { ...more, what: "field", detail: "" }, "go-criu")).toMatchObject([
      {
        message: "go-criu has a field `e.A`, and the table has none",
        suggestion: "ask go-criu about it, or add it here",
      },
    ]);
    expect(told(treeLacks, { which: "tree lacks" })).toMatchObject([
      { message: "CRIU has no field `x`", suggestion: "if CRIU dropped it, `critgen import` removes it" },
    ]);
    expect(told(treeLacks, { which: "tree lacks" }, "pycriu")).toMatchObject([{ suggestion: "report it to pycriu" }]);
    expect(told(treeDiffers, { event: "type", detail: "a → b" })).toMatchObject([
      { message: "field `x` differs in CRIU (type: a → b)", subjects: ["x", "field type", "CRIU"] },
    ]);
    expect(told(treeDiffers, {}, "pycriu")).toMatchObject([
      {
        message: "field `x` differs in pycriu",
        suggestion: "find out which side is right",
        subjects: ["x", "field", "pycriu"],
      },
    ]);
  });

  it("is located at the row or message that owns it, or at the top of the table", () => {
    const at = (name: string) => told(treeDiffers, { name })[0]?.at;
    const message = model.messages.find(({ name }) => name === "pstree_entry");
    expect(at("IMG_SERVICE")).toEqual(model.heads.service.at);
    expect(at("PSTREE")).toEqual(model.images.find(({ name }) => name === "PSTREE")?.at);
    expect(at("pstree_entry")).toEqual(message?.at);
    expect(at("pstree_entry.ppid")).toEqual(message?.fields.find(({ name }) => name === "ppid")?.at);
    expect(at("pstree_entry.gone")).toEqual(message?.at);
    expect(at("fd_types.REG")).toEqual(model.enums.find(({ name }) => name === "fd_types")?.at);
    expect(at("gone")).toEqual({ file: "images.yaml", line: 1, column: 1 });
  });
});

describe("a report", () => {
  const pathOf = (file: string): string => `dir/${file}`;

  it("identifies a finding by its rule and its subjects", () => {
    const [result] = JSON.parse(toSarif([finding({ subjects: ["A", "B"] })], { rules: RULES, version: "1", pathOf }))
      .runs[0].results;
    expect(result.partialFingerprints).toEqual({ "subjects/v1": "near-magics: A + B" });
    expect(result.message).toEqual({ text: "odd" });
    const [other] = JSON.parse(toSarif([finding({})], { rules: RULES, version: "1", pathOf: () => "file:///a%20b" }))
      .runs[0].results;
    expect(other.locations[0].physicalLocation.artifactLocation.uri).toBe("file:///a%20b");
  });

  it("escapes line breaks and properties", () => {
    const line = toGithub([finding({ message: "a\rb\nc%", at: { file: "a,b:c%.yaml", line: 1, column: 2 } })], pathOf);
    expect(line).toBe("::warning file=dir/a%2Cb%3Ac%25.yaml,line=1,col=2,title=near-magics::a%0Db%0Ac%25");
    const xml = toJunit([finding({ message: '<a> & "b"\u0007\n\tc', suggestion: "d" })], RULES, pathOf);
    expect(xml).toContain("dir/images.yaml:7:3: &lt;a&gt; &amp; &quot;b&quot;\n  \tc\n  d</failure>");
  });
});

describe("a view of the page", () => {
  const note = finding({ severity: "note" });
  const accepted = finding({ severity: "error", accepted: "so" });

  it("marks a row by its worst finding, in this order", () => {
    const all = [accepted, note, finding({}), finding({ severity: "error" })];
    expect([4, 3, 2, 1, 0].map((count) => worst(all.slice(0, count)))).toEqual([
      "error",
      "warning",
      "note",
      "accepted",
      "none",
    ]);
    expect(all.toSorted(byMark)).toEqual([...all].reverse());
  });

  it("groups findings by rule, the worst rule first", () => {
    const groups = groupViews([
      note,
      finding({ rule: "shared-town" }),
      finding({ rule: "strange", severity: "error" }),
      accepted,
    ]);
    expect(groups.map(({ rule, mark, findings }) => [rule, mark, findings.length])).toEqual([
      ["strange", "error", 1],
      ["shared-town", "warning", 1],
      ["near-magics", "note", 2],
    ]);
    expect(groups.map(({ title, why }) => [title, why !== ""])).toEqual([
      ["strange", false],
      ["Two magics have one town", true],
      ["Two magics are a few numbers apart", true],
    ]);
    expect(groups[2]?.findings[0]).toMatchObject({ mark: "note", where: "images.yaml:7:3" });
  });

  it("lists the owner of a magic first, and describes a row with its last release", () => {
    const index = new FindingIndex([
      finding({ subjects: ["PIDFD"] }),
      finding({ subjects: ["PIDFD"], severity: "note" }),
    ]);
    const magics = magicViews(model, index);
    expect(magics.find(({ title }) => title === "PAGEMAP")?.images.map(({ name }) => name)[0]).toBe("PAGEMAP");
    expect(magics[0]).toMatchObject({
      kind: "head",
      title: "common head",
      hex: "0x54564319",
      north: "5456",
      east: "4319",
    });
    const rows = rowViews(model, magics, index);
    const row = (name: string) => rows.find((one) => one.name === name);
    expect(row("PIDFD")).toMatchObject({ until: "never written", tag: undefined, show: "old found", mark: "warning" });
    expect(row("PIDFD")?.rules).toHaveLength(1);
    expect(row("SHMEM_PAGEMAP")).toMatchObject({ tag: "alias", alias: "PAGEMAP", magic: { title: "PAGEMAP" } });
    expect(row("PAGES")).toMatchObject({ tag: "raw", show: "current raw", magic: undefined, mark: "none" });
    expect(row("PSTREE")).toMatchObject({ tag: undefined, until: undefined, show: "current", since: "v1.0" });
    expect(row("common head")).toMatchObject({ tag: "head", show: "current", file: undefined });
    const old = model.images.find(({ until = "never" }) => until !== "never");
    expect(row(old?.name ?? "")).toMatchObject({ until: `until ${old?.until}`, show: expect.stringContaining("old") });
  });

  it("counts open and accepted findings, in singular and plural", () => {
    const { counts, open, accepted: settled } = pageView(model, [note, note, accepted, finding({})]);
    expect(counts.filter(({ mark }) => mark !== "none")).toEqual([
      { count: 1, mark: "warning", what: "warning" },
      { count: 2, mark: "note", what: "notes" },
      { count: 1, mark: "accepted", what: "accepted finding" },
    ]);
    expect([open.length, settled.length]).toEqual([1, 1]);
  });
});
