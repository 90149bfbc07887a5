import { describe, expect, it } from "vitest";
import { checkFiles } from "../../../generator/check/files.ts";
import { loadModel } from "../../../generator/generate.ts";
import { keyOf } from "../../../generator/model/accept.ts";
import { auditSchema } from "../../../registry/audit/audit.ts";
import { isOpen } from "../../../registry/rules/finding.ts";
import { images } from "../../support/facts.ts";
import { PROJECT_SCHEMA, proto, row, table, tinySchema } from "../../support/schema.ts";

/* Checks facts about CRIU's registry, each verified in CRIU's sources and history. */

const { findings: all } = auditSchema(PROJECT_SCHEMA);
const criu = new Set(images.map(({ name }) => name));
const model = loadModel(PROJECT_SCHEMA);
const rows = model.images.filter(({ name }) => criu.has(name));
/** The table can have more rows than CRIU: findings about them are not CRIU's. */
const added = new Set(model.images.filter((image) => !rows.includes(image)).map(({ name }) => name));
const findings = all.filter(({ subjects }) => !subjects.some((name) => added.has(name)));
const of = (rule: string): string[] =>
  findings
    .filter((one) => one.rule === rule)
    .map(keyOf)
    .sort();

describe("CRIU's registry", () => {
  it("has accepted findings only", () => {
    expect(all.filter(isOpen)).toEqual([]);
  });

  it("has unique magics and declared aliases; no magic is a head, or another's bytes swapped", () => {
    for (const rule of ["duplicate-magic", "undeclared-alias", "magic-is-head", "zero-magic", "byte-swapped"]) {
      expect([rule, of(rule)]).toEqual([rule, []]);
    }
  });

  it("has five aliases", () => {
    const aliases = rows.flatMap(({ name, alias }) => (alias ? [`${name}: ${alias}`] : []));
    expect(aliases.sort()).toEqual([
      "BINFMT_MISC_OLD: BINFMT_MISC",
      "PAGES_OLD: PAGEMAP",
      "PSIGNAL: SIGNAL",
      "SHMEM_PAGEMAP: PAGEMAP",
      "SHM_PAGES_OLD: PAGEMAP",
    ]);
  });

  it("has three magics with 60 minutes or more, and otherwise only valid coordinates", () => {
    expect(of("magic-minutes")).toEqual(["MEMFD_INODE", "NETNS", "POSIX_TIMERS"]);
    expect([...of("magic-digits"), ...of("magic-latitude")]).toEqual([]);
  });

  it("has two magics that are 6 apart, and two magics of one town", () => {
    expect(of("near-magics")).toEqual(["EXT_FILES + SIGNAL"]);
    expect(findings.find(({ rule }) => rule === "near-magics")?.message).toContain("6 apart");
    expect(of("shared-town")).toEqual(["NS_FILES + CPUINFO"]);
    expect(findings.find(({ rule }) => rule === "shared-town")?.message).toContain("Nyandoma");
  });

  it("has only known towns, two of them elsewhere", () => {
    expect(of("unknown-town")).toEqual([]);
    expect(of("town-elsewhere")).toEqual(["AUTOFS", "SECCOMP"]);
  });

  it("has one file name of two images, and two layouts that only the file name distinguishes", () => {
    expect(of("overlapping-files")).toEqual(["PAGES_OLD + PAGES"]);
    expect(of("ambiguous-layout")).toEqual(["PAGES_OLD + PAGEMAP", "SHM_PAGES_OLD + PAGEMAP"]);
  });

  it("has one image that no release writes, and one name without a row", () => {
    expect(of("never-written")).toEqual(["PIDFD"]);
    expect(of("member-without-row")).toEqual(["MEMFD_FILE"]);
  });

  it("has no reused number, and records earlier names", () => {
    expect(of("number-reused")).toEqual([]);
    expect(of("name-changed")).toEqual([
      "BINFMT_MISC_OLD + BINFMT_MISC",
      "FILE_LOCKS",
      "FILE_LOCKS_PID",
      "FILE_LOCKS_PID + FILE_LOCKS",
      "TMPFS_IMG + TMPFS",
      "fd_types.TUNF + fd_types.TUN",
      "pagemap_entry.compat_nr_pages + pagemap_entry.nr_pages",
      "task_core_entry.old_seccomp_filter + task_core_entry.seccomp_filter",
      "task_core_entry.old_seccomp_mode + task_core_entry.seccomp_mode",
      "user_desc_t.usable + user_desc_t.useable",
    ]);
  });

  it("names the owner of an id for every file name with an id", () => {
    const several = rows.filter(({ file }) => file.includes("%"));
    expect(several.length).toBeGreaterThan(40);
    expect(rows.filter(({ id }) => id !== undefined)).toEqual(several);
    for (const image of several) {
      const images = [{ ...image, file: image.file.replace(/-?%l?[a-z]/, "") }];
      const codes = [...checkFiles({ ...model, images })].map(({ code, subjects = [] }) => [code, ...subjects]);
      expect(codes).toEqual([["no-place-for-id", image.name]]);
    }
  });

  it("has findings of no other rules", () => {
    const told = ["magic-minutes", "near-magics", "shared-town", "town-elsewhere", "overlapping-files"];
    told.push("ambiguous-layout", "never-written", "member-without-row", "name-changed", "known-signature");
    told.push("display-differs");
    expect(findings.filter(({ rule }) => !told.includes(rule))).toEqual([]);
    expect(of("known-signature")).toEqual(["BPFMAP_FILE", "PIDFD"]);
    expect(of("display-differs")).toEqual(["gen.task_state.TASK_STOPPED", "gen.task_state.TASK_ZOMBIE"]);
  });
});

describe("an acceptance", () => {
  /** Audits a row whose two parts have one optional length field, which gives two findings of the same subjects. */
  const audited = (accept: string) => {
    const accepted = `accept: { optional-length: { ${accept} } }\nimages:`;
    const entry = row("NOTE", "magic: 0x55453737, entries: note, extra: [{ a: bytes(n) }, { b: bytes(n) }]");
    const protos = { "note.proto": proto("message note { optional uint32 n = 1; }") };
    const { findings } = auditSchema(tinySchema({ images: table(entry).replace("images:", accepted), protos }));
    return findings.filter(({ rule }) => ["optional-length", "needless-acceptance"].includes(rule));
  };

  it("accepts one finding: the next one with the same subjects is open", () => {
    const found = audited('"note.n + NOTE": why');
    expect(found.map(({ rule, accepted }) => [rule, accepted])).toEqual([
      ["optional-length", "why"],
      ["optional-length", undefined],
    ]);
  });

  it("that accepts nothing is a finding itself", () => {
    const rules = audited('"note.m + NOTE": why').map(({ rule }) => rule);
    expect(rules.sort()).toEqual(["needless-acceptance", "optional-length", "optional-length"]);
  });
});

it("findings are in the order of the table, also within a line", () => {
  const rows = [
    row("NOTE", "magic: 0x55453737, entries: note"),
    row("OLD", "magic: NOTE, entries: note, extra: bytes(n)"),
  ];
  const protos = { "note.proto": proto("message note { optional uint32 n = 1; }") };
  const { findings } = auditSchema(tinySchema({ images: table(...rows), protos }));
  const told = findings.filter(({ at }) => at.file === "images.yaml" && at.line === 10);
  expect(told.map(({ rule }) => rule)).toEqual(["ambiguous-layout", "optional-length"]);
  expect(findings.map(({ at }) => at.file).join()).toMatch(/^(?:images\.yaml,?)+(?:messages\/note\.proto,?)*$/);
});
