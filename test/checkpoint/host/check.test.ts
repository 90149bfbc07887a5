import { join } from "node:path";
import { checkHost, type FindingCode, type Host, parseHost } from "criu-checkpoint";
import { type CpuinfoEntry, encodeAnyImage } from "criu-images";
import { readImage } from "criu-images/node";
import { describe, expect, it } from "vitest";
import { X86_FEATURES } from "../../../checkpoint/host/x86.ts";
import { checkpoint } from "../../support/checkpoints.ts";
import { Draft } from "../../support/draft.ts";

/** Returns the entry of a real cpuinfo.img. */
function processor(): CpuinfoEntry {
  const [entry] = readImage(join(checkpoint("cpuinfo"), "cpuinfo.img"), "CPUINFO").entries;
  if (entry === undefined) throw new Error("cpuinfo.img has no entry");
  return entry;
}

const [X86] = processor().x86_entry;

/** Names of features that the kernel shows. */
const SHOWN = X86_FEATURES.flatMap(({ name, isShown }) => (isShown ? [name] : [])).concat("pku");

/** A machine on which all fixtures restore. */
const SAME: Host = parseHost(
  JSON.stringify({
    version: 1,
    architecture: "x86_64",
    kernel: "6.18.0",
    pageSize: 4096,
    pidMax: 32768,
    features: SHOWN,
    hwcap: "0xffffffff",
    hwcap2: "0xffffffff",
    minSignalStack: 3376,
    securityModules: ["apparmor"],
    profiles: ["docker-default"],
    cgroups: ["", "cpu", "cpuacct", "cpuset", "memory", "blkio", "devices", "freezer", "pids"],
    namespaces: ["cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"],
    processor: {
      capability: X86?.capability,
      xfeatures: `0x${X86?.xfeatures_mask?.toString(16)}`,
      xsaveSize: X86?.xsave_size,
      xsaveSizeMax: X86?.xsave_size_max,
    },
  }),
);

/** A checkpoint with the processor that it was dumped on. */
async function draft(name = "uts"): Promise<Draft> {
  return (await Draft.of(name)).set("cpuinfo.img", encodeAnyImage({ image: "CPUINFO", entries: [processor()] }));
}

const found = async (one: Draft, host: Host): Promise<unknown[]> =>
  (await checkHost(one.open(), host)).map(({ code, file, path }) => [code, file, path]);

const profiled = (one: Draft): Draft =>
  one
    .edit("CORE", ({ entries: [core] }) => {
      const creds = core?.thread_core?.creds;
      if (creds !== undefined) creds.lsm_profile = "crun-default";
    })
    .edit("INVENTORY", ({ entries: [inventory] }) => {
      if (inventory !== undefined) inventory.lsmtype = 2;
    });

describe("a checkpoint and a machine", () => {
  it.each(["uts", "basic", "fds", "cgroup", "net-ipt"])(
    "fit if the machine has all that it needs: %s",
    async (name) => {
      expect(await found(await draft(name), SAME)).toEqual([]);
    },
  );

  const CORE = /^core-/;
  const MM = /^mm-/;
  const CPU = "cpuinfo.img";
  it.each<
    [code: FindingCode, file: string | RegExp, path: string, host: Partial<Host>, change?: (one: Draft) => Draft]
  >([
    ["host-architecture", CORE, "mtype", { architecture: "aarch64" }],
    ["host-page-size", MM, "mm_saved_auxv", { pageSize: 65536 }],
    ["host-cpu", MM, "mm_saved_auxv", { hwcap: "0x1" }],
    ["host-xsave", MM, "mm_saved_auxv", { minSignalStack: 11952 }],
    ["host-cpu", CORE, "thread_info.fpregs.xsave", { features: ["fpu"] }],
    ["host-cpu", CPU, "x86_entry[0].capability", { processor: { ...real(), capability: Array(19).fill(0) } }],
    ["host-cpu", CPU, "x86_entry[0].xfeatures_mask", { processor: { ...real(), xfeatures: "0x3" } }],
    ["host-xsave", CPU, "x86_entry[0].xsave_size", { processor: { ...real(), xsaveSize: 11008 } }],
    ["host-xsave", CPU, "x86_entry[0].xsave_size_max", { processor: { ...real(), xsaveSizeMax: 11008 } }],
    ["host-pid", "pstree.img", "pid", { pidMax: 300 }],
    ["host-namespace", /^ids-/, "uts_ns_id", { namespaces: ["net", "pid", "mnt", "ipc", "user", "cgroup", "time"] }],
    ["host-lsm", "inventory.img", "lsmtype", { securityModules: ["selinux"] }, profiled],
    ["host-lsm", CORE, "thread_core.creds.lsm_profile", { profiles: ["docker-default"] }, profiled],
    ["host-kernel", CORE, "thread_core.rseq_entry", { kernel: "4.14.0-115.el7a" }],
    [
      "host-kernel",
      MM,
      "vmas",
      { kernel: "6.12.9" },
      (one) =>
        one.edit("MM", ({ entries: [mm] }) => {
          const [area] = mm?.vmas ?? [];
          if (area !== undefined) area.status |= 0x10000;
        }),
    ],
  ])("do not fit: %s in %s %s", async (code, file, path, facts, change = (one) => one) => {
    const faults = await found(change(await draft()), { ...SAME, ...facts });
    expect(faults).toEqual([[code, typeof file === "string" ? file : expect.stringMatching(file), path]]);
  });

  it("do not fit if the machine has other control groups", async () => {
    const faults = await checkHost((await draft("cgroup")).open(), { ...SAME, cgroups: ["", "cpu,cpuacct"] });
    expect(faults.map(({ code, path }) => `${code} ${path}`)).toEqual(Array(8).fill("host-cgroup sets"));
    expect(faults[0]?.message).toContain("cgroup v1, which the machine lacks");
  });

  it("names the features that the machine lacks, as /proc/cpuinfo does", async () => {
    const capability = real().capability.map((word, i) => (i === 9 ? word & ~(1 << 5) : word));
    const [fault] = await checkHost((await draft()).open(), { ...SAME, processor: { ...real(), capability } });
    expect(fault?.message).toBe("the machine lacks avx2");
  });

  it("fit if all that differs is a profile whose policy is in the checkpoint", async () => {
    const one = profiled(await draft()).set("apparmor.img", encodeAnyImage({ image: "APPARMOR", entries: [] }));
    expect(await found(one, SAME)).toEqual([]);
  });

  it("reports a fault of many images once", async () => {
    const one = await draft();
    one.set("mm-77.img", one.files.get(one.named("MM")) ?? 0);
    const [fault, ...others] = await checkHost(one.open(), { ...SAME, pageSize: 16384 });
    expect([fault?.message, others]).toEqual(["pages have 4096 bytes, but 16384 on the machine; in 2 places", []]);
  });
});

/** Returns the processor of the machine that has all. */
function real(): Exclude<Host["processor"], "unknown"> {
  if (SAME.processor === "unknown") throw new Error("the processor is unknown");
  return SAME.processor;
}

describe("a fact that is unknown", () => {
  it.each<[fact: keyof Host, code: FindingCode, change?: (one: Draft) => Draft]>([
    ["architecture", "host-unknown"],
    ["pageSize", "host-unknown"],
    ["pidMax", "host-unknown"],
    ["features", "host-unknown"],
    ["hwcap", "host-unknown"],
    ["minSignalStack", "host-unknown"],
    ["namespaces", "host-unknown"],
    ["processor", "host-unknown"],
    ["securityModules", "host-unknown", profiled],
    ["profiles", "host-unknown", profiled],
  ])("is reported, and never counts as fitting: %s", async (fact, code, change = (one) => one) => {
    const faults = await found(change(await draft()), { ...SAME, [fact]: "unknown" });
    expect(faults.length).toBeGreaterThan(0);
    expect(new Set(faults.map((fault) => (fault as string[])[0]))).toEqual(new Set([code]));
  });

  it("is that of control groups, too", async () => {
    const faults = await found(await draft("cgroup"), { ...SAME, cgroups: "unknown" });
    expect(faults).toEqual([["host-unknown", "cgroup.img", "sets"]]);
  });

  it("is the processor of a dump without cpuinfo.img", async () => {
    expect(await found(await Draft.of("uts"), SAME)).toEqual([["host-unknown", "inventory.img", ""]]);
  });

  it("is each feature that /proc/cpuinfo does not show", async () => {
    const faults = await checkHost((await draft()).open(), { ...SAME, processor: "unknown" });
    expect(faults.map(({ code, message }) => `${code} ${message}`)).toContainEqual(
      expect.stringMatching(/^host-unknown \/proc\/cpuinfo of the machine does not tell osxsave/),
    );
    expect(faults.filter(({ code }) => code !== "host-unknown")).toEqual([]);
  });
});
