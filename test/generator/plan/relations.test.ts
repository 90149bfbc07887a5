import { describe, expect, it } from "vitest";
import { chosenOf } from "../../../generator/config/choose.ts";
import { loadModel } from "../../../generator/generate.ts";
import { planRelations } from "../../../generator/plan/relations.ts";
import { PROJECT_SCHEMA, proto, row, table, tinySchema } from "../../support/schema.ts";

const chosen = (...images: string[]) => chosenOf(loadModel(PROJECT_SCHEMA), { images, budget: {}, source: undefined });

describe("planned relations", () => {
  it("have numbers for names of bits, of values and of an enum", () => {
    const {
      references,
      chosen: choices,
      spaces,
      extents,
      counts,
      limits,
      units,
    } = planRelations(loadModel(PROJECT_SCHEMA));
    // CRIU's include/image.h and images/fdinfo.proto have these numbers.
    expect(references["vma_entry.shmid"]?.map(({ if: [term] = [] }) => term)).toEqual([
      { field: "status", bits: 1 << 10 },
      { field: "status", bits: 1 << 8 },
      { field: "status", bits: (1 << 6) | (1 << 7) },
      { field: "status", bits: 1 << 11 },
    ]);
    expect(references["pstree_entry.ppid"]).toEqual([{ to: "process", unless: [{ value: 0 }] }]);
    expect(references["pstree_entry.sid"]).toEqual([{ to: "process", weak: true, unless: [{ value: 0 }] }]);
    expect(references["FILES.psk.mclist.index"]).toEqual([{ to: "device", of: "ns_id", unless: [{ value: 0 }] }]);
    expect(choices["file_entry.type"]).toMatchObject({
      1: { field: "reg" },
      2: { field: "pipe" },
      5: { field: "usk" },
    });
    expect(spaces["process"]?.files?.["MM"]).toEqual({ unless: [{ field: "CORE.tc.task_state", value: 2 }] });
    expect(choices["sysctl_entry.type"]).toEqual({
      5: { field: "sarg", optional: true },
      6: { field: "iarg", optional: true },
    });
    expect(extents["PAGEMAP"]?.within).toEqual({
      path: "MM.vmas",
      if: [{ field: "status", bits: (1 << 6) | (1 << 9) | (1 << 13) }],
    });
    expect(counts["inet_sk_entry.src_addr"]?.map(({ count }) => count)).toEqual([1, 4]);
    expect(limits["tcp_stream_entry.unsq_len"]).toBe("outq_len");
    expect(units["page"]).toMatchObject({ pairs: "MM.mm_saved_auxv", key: 6 });
    expect(extents["PAGEMAP"]?.where).toContainEqual({ to: "parent", if: [{ field: "flags", bits: 1 }] });
    expect(extents["PAGEMAP"]?.aligned).toEqual({ if: [{ field: "flags", bits: 8 }] });
    expect(extents["PAGEMAP"]?.blocks?.[1]).toEqual({
      codec: "lz4",
      sizes: { path: "compressed_size", numbers: [6] },
      total: { path: "total_compressed_size", numbers: [7], optional: true },
      units: { path: "region_pages", numbers: [8], optional: true },
    });
  });

  it("are those of the chosen images, without files that other images decide on", () => {
    const { files, spaces, references, ranges, units, extents, privacy } = planRelations(
      chosen("PSTREE", "MM", "PAGES"),
    );
    expect(files).toEqual({ PSTREE: null });
    expect(Object.keys(spaces)).toEqual(["process", "thread", "pages", "area"]);
    expect(spaces["process"]).toMatchObject({ keys: [{ path: "PSTREE.pid" }], files: { MM: null } });
    expect(Object.keys(references)).toContain("vma_entry.shmid");
    expect(Object.keys(references)).not.toContain("fdinfo_entry.id");
    expect([Object.keys(ranges), Object.keys(extents)]).toEqual([["MM.vmas"], []]);
    expect(planRelations(chosen("PAGEMAP")).units["page"]?.pairs).toBeUndefined();
    expect(planRelations(chosen("PAGEMAP")).extents["PAGEMAP"]?.within).toBeUndefined();
    expect(units["page"]?.pairs).toBe("MM.mm_saved_auxv");
    expect(privacy["memory"]?.content).toEqual(["PAGES"]);
  });

  it("have identities, noise and topics of the chosen images alone", () => {
    const all = planRelations(loadModel(PROJECT_SCHEMA));
    expect(all.identity["RLIMIT"]).toEqual([]);
    expect(all.identity["mm_entry.vmas"]).toEqual(["start"]);
    expect([all.spaces["pipe"]?.arbitrary, all.spaces["process"]?.arbitrary]).toEqual([true, undefined]);
    const { identity, noise, topics } = planRelations(chosen("PSTREE", "MM", "STATS"));
    expect(Object.keys(identity)).toEqual(["mm_entry.vmas", "mm_entry.aios"]);
    expect(noise).toEqual(["STATS"]);
    expect(topics["processes"]?.content).toEqual(["PSTREE", "MM"]);
  });

  it("are empty without a relations.yaml", () => {
    const schema = tinySchema({
      images: table(row("NOTE", "magic: 0x22222222, town: T, entries: note")),
      protos: { "note.proto": proto("message note { required uint32 id = 1; }") },
    });
    expect(Object.values(planRelations(loadModel(schema))).flatMap((section) => Object.keys(section))).toEqual([]);
  });
});
