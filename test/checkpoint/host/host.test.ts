import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { type Host, parseHost } from "criu-checkpoint";
import { readHost } from "criu-checkpoint/node";
import { readImage } from "criu-images/node";
import { describe, expect, it } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";
import { ROOT } from "../../support/cli.ts";
import { temporaryFolder } from "../../support/schema.ts";

const schema: object = JSON.parse(readFileSync(join(ROOT, "schema/host.schema.json"), "utf8"));
const isHost = new Ajv().compile(schema);

/** Makes a machine of files, each with its content. */
function machine(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

/** Returns an auxiliary vector as the kernel writes it here. */
const auxv = (...words: readonly bigint[]): Uint8Array => new Uint8Array(BigUint64Array.from(words).buffer);

describe("the description of a machine", () => {
  it("has what /proc and /sys show, and only the features that all processors have", async () => {
    const root = machine({
      "proc/cpuinfo": "processor : 0\nflags\t\t: fpu avx amx_tile\n\nprocessor : 1\nflags\t\t: fpu avx\n",
      "proc/self/auxv": auxv(6n, 65536n, 16n, 0x178bfbffn, 26n, 2n, 51n, 3376n, 0n, 0n),
      "proc/self/cgroup": "3:cpu,cpuacct:/a\n1:name=systemd:/b:c\n0::/\n",
      "proc/self/ns/net": "",
      "proc/self/ns/time_for_children": "",
      "proc/sys/kernel/pid_max": "4194304\n",
      "sys/kernel/security/lsm": "lockdown,capability,apparmor\n",
      "sys/kernel/security/apparmor/profiles": "docker-default (enforce)\na//&b (complain)\n",
    });
    const host = await readHost({ root, architecture: "x86_64", kernel: "6.1.0" });
    expect(host).toEqual({
      version: 1,
      architecture: "x86_64",
      kernel: "6.1.0",
      pageSize: 65536,
      pidMax: 4194304,
      features: ["fpu", "avx"],
      hwcap: "0x178bfbff",
      hwcap2: "0x2",
      minSignalStack: 3376,
      securityModules: ["lockdown", "capability", "apparmor"],
      profiles: ["docker-default", "a//&b"],
      cgroups: ["cpu,cpuacct", "name=systemd", ""],
      namespaces: ["net"],
      processor: "unknown",
    });
    expect(isHost(host)).toBe(true);
    expect(parseHost(JSON.stringify(host))).toEqual(host);
  });

  it("has nothing but unknown facts of a machine that shows nothing, and follows no pipe", async () => {
    const root = machine({});
    mkdirSync(join(root, "proc"));
    symlinkSync("/dev/zero", join(root, "proc/cpuinfo"));
    const host = await readHost({ root, architecture: "x86_64", kernel: "6.1.0" });
    const { version: _, architecture: __, kernel: ___, ...facts } = host;
    expect(new Set(Object.values(facts))).toEqual(new Set(["unknown"]));
    expect(isHost(host)).toBe(true);
  });

  it("is that of this machine", async () => {
    const host = await readHost();
    expect(isHost(host)).toBe(true);
    expect(parseHost(JSON.stringify(host))).toEqual(host);
    expect(host.architecture).not.toBe("");
  });

  it("has the processor that CRIU wrote", async () => {
    const [cpuinfo] = readImage(join(checkpoint("cpuinfo"), "cpuinfo.img"), "CPUINFO").entries;
    const host = await readHost(cpuinfo === undefined ? {} : { root: machine({}), cpuinfo });
    expect(host.processor).toMatchObject({ xfeatures: "0x205", xsaveSize: 2440, xsaveSizeMax: 2440 });
    expect(isHost(host)).toBe(true);
    await expect(readHost({ cpuinfo: { x86_entry: [], ppc64_entry: [], s390_entry: [] } })).rejects.toMatchObject({
      code: "unsupported",
    });
  });
});

describe("a description that is read", () => {
  it("can lack facts: they are unknown", () => {
    const host: Host = parseHost('{ "version": 1, "pageSize": 4096 }');
    expect([host.pageSize, host.features, host.architecture]).toEqual([4096, "unknown", "unknown"]);
  });

  it.each([
    ["nothing", "damaged", "critgen host > host.json"],
    ["{}", "damaged", "critgen host > host.json"],
    ['{ "version": 2 }', "unsupported", "has version 2, but 1 is known: update critgen"],
    ['{ "version": 1, "pageSize": "4096" }', "damaged", '`pageSize` is neither a positive integer nor "unknown"'],
    ['{ "version": 1, "pidMax": -1 }', "damaged", "`pidMax`"],
    ['{ "version": 1, "hwcap": "12" }', "damaged", "`hwcap` is neither a number such as 0x1f"],
    ['{ "version": 1, "features": [1] }', "damaged", "`features` is neither a list of texts"],
    ['{ "version": 1, "processor": { "capability": [] } }', "damaged", "`processor.xsaveSize` is neither"],
    [`{ "version": 1, "kernel": "${"6".repeat(1 << 20)}" }`, "too-large", "at most 1048576 bytes"],
  ])("is refused with its fault: %#", (text, code, message) => {
    expect(() => parseHost(text)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
    expect(text.length > 1000 || !isHost(text === "nothing" ? undefined : JSON.parse(text))).toBe(true);
  });
});
