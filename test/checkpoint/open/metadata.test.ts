import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metadata } from "criu-checkpoint";
import { memoryBytes, openCheckpoint } from "criu-checkpoint";
import { describe, expect, it } from "vitest";
import { folderArchive } from "../../support/archives.ts";
import { checkpoint } from "../../support/checkpoints.ts";
import { archive, entry } from "../../support/tar.ts";

/* Metadata in the shapes that the engines write, with values of our own. */

const IMAGES = folderArchive(checkpoint("basic"), "checkpoint/");

/** Reads the metadata of an archive with these files; values other than text are written as JSON. */
async function metadataOf(files: Readonly<Record<string, unknown>>, images = IMAGES): Promise<Metadata> {
  const entries = Object.entries(files).map(([name, value]) =>
    entry({ name, content: typeof value === "string" ? value : Buffer.from(JSON.stringify(value)) }),
  );
  return (await openCheckpoint(memoryBytes(archive(...entries, ...images)))).metadata();
}

const CONFIG = {
  id: "5c1f".repeat(16),
  name: "counter",
  rootfsImage: "quay.io/test/counter:1",
  rootfsImageRef: "sha256:99",
  rootfsImageName: "quay.io/test/counter:1",
  runtime: "crun",
  createdTime: "2026-03-01T10:00:00.123456789Z",
  checkpointedTime: "2026-03-01T12:30:00+02:00",
  restoredTime: "0001-01-01T00:00:00Z",
  restored: false,
};

const SPEC = {
  ociVersion: "1.2.0",
  hostname: "counter-host",
  process: { args: ["/counter", "-v"], cwd: "/" },
  mounts: [
    { destination: "/proc", type: "proc", source: "proc", options: ["nosuid"] },
    { destination: "/data", type: "bind", source: "/srv/data", options: ["rbind", "rw"] },
  ],
  annotations: { "io.container.manager": "libpod", "org.opencontainers.image.stopSignal": "15" },
};

const network = (address: string): object => ({
  interfaces: { eth0: { subnets: [{ ipnet: address, gateway: "10.88.0.1" }], mac_address: "f2:99:8d:00:00:01" } },
});

/** Configuration of a pod in CRI's API, as Go writes it: the protocol TCP is 0, and absent. */
const CONFIG_OF_POD = {
  metadata: { name: "other", uid: "6f", namespace: "test", attempt: 1 },
  hostname: "shop-host",
  log_directory: "/var/log/pods/shop",
  port_mappings: [
    { container_port: 80, host_port: 8080, host_ip: "10.0.0.1" },
    { protocol: 1, container_port: 53 },
  ],
};

const PORTS = [
  { protocol: "tcp", container: 80, host: 8080, address: "10.0.0.1" },
  { protocol: "udp", container: 53 },
];

describe("the archive of a pod", () => {
  const options = JSON.stringify({
    version: 1,
    containers: { web: "k8s_web_shop", db: "k8s_db_shop" },
    annotations: { "org.criu.checkpoint.pod.name": "shop" },
  });
  const content = {
    "pod.options": options,
    "pod.dump": JSON.stringify(CONFIG_OF_POD),
    "web.tar": "x",
    "db.tar.gz": "y",
  };
  const pod = archive(...Object.entries(content).map(([name, text]) => entry({ name, content: text })));

  it("names its containers, which are archives of their own", async () => {
    await expect(openCheckpoint(memoryBytes(pod))).rejects.toMatchObject({
      code: "no-images",
      message: expect.stringContaining("it has web.tar, db.tar.gz; name one of them, as in SOURCE:web.tar"),
      choices: ["web.tar", "db.tar.gz"],
    });
    const opened = await openCheckpoint(memoryBytes(pod), { withoutImages: true });
    const { pod: found, files } = await opened.metadata();
    expect(found).toEqual({ name: "shop", namespace: "test", uid: "6f", containers: ["web", "db"], ports: PORTS });
    expect(files.map(({ name }) => name)).toEqual(Object.keys(content));
  });

  it("can have folders in place of archives, which have its facts, too", async () => {
    const files = { "pod.options": { version: 1, containers: ["1-web", "2-db"] }, "pod.dump": CONFIG_OF_POD };
    const entries = Object.entries(files).map(([name, value]) => entry({ name, content: JSON.stringify(value) }));
    const folders = ["1-web/", "2-db/"].flatMap((name) => [
      ...folderArchive(checkpoint("basic"), `${name}checkpoint/`),
      entry({ name: `${name}config.dump`, content: JSON.stringify({ ...CONFIG, name }) }),
    ]);
    const bytes = memoryBytes(archive(...entries, ...folders));
    await expect(openCheckpoint(bytes)).rejects.toMatchObject({
      code: "several",
      choices: ["1-web/checkpoint", "2-db/checkpoint"],
    });
    const { pod: found, container } = await (await openCheckpoint(bytes, { folder: "2-db" })).metadata();
    expect(found).toEqual({ name: "other", namespace: "test", uid: "6f", containers: ["1-web", "2-db"], ports: PORTS });
    expect([container.name, container.hostname]).toEqual(["2-db/", "shop-host"]);
  });
});

describe("the metadata of a checkpoint", () => {
  it("is Podman's", async () => {
    const found = await metadataOf({
      "config.dump": CONFIG,
      "spec.dump": SPEC,
      "network.status": { podman: network("10.88.0.9/16"), second: network("fd00::9/64") },
      "deleted.files": ["/tmp/gone"],
      "rootfs-diff.tar": "x".repeat(700),
      "dump.log": "(00.000000) log\n",
      "volumes/data.tar": "y",
      "stats-dump": readFileSync(join(checkpoint("basic"), "stats-dump")).toString("latin1"),
    });
    expect(found).toMatchObject({
      engine: "Podman",
      container: { id: CONFIG.id, name: "counter", hostname: "counter-host", command: ["/counter", "-v"] },
      pod: { containers: [] },
      image: { name: "quay.io/test/counter:1", reference: "sha256:99" },
      runtime: "crun",
      created: new Date("2026-03-01T10:00:00.123Z"),
      checkpointed: new Date("2026-03-01T10:30:00Z"),
      addresses: ["10.88.0.9", "fd00::9"],
      interfaces: [
        { network: "podman", name: "eth0", mac: "f2:99:8d:00:00:01", gateways: ["10.88.0.1"] },
        { network: "second" },
      ],
      mounts: SPEC.mounts,
      deletedFiles: ["/tmp/gone"],
      sizes: { rootfsDiff: 700 },
      unreadable: [],
    });
    expect(found.restored).toBeUndefined();
    expect(found.statistics?.image).toBe("STATS");
    expect(found.annotations.get("org.opencontainers.image.stopSignal")).toBe("15");
    expect(found.files.map(({ name, size }) => [name, size])).toContainEqual(["volumes/data.tar", 1]);
    expect(found.files.map(({ name }) => name).filter((name) => name.endsWith(".img"))).toStrictEqual([]);
    expect(found.sizes.images).toBe(IMAGES.reduce((sum, bytes) => sum + sizeIn(bytes), 0));
  });

  it("is CRI-O's, whose facts are in annotations", async () => {
    const found = await metadataOf({
      "config.dump": CONFIG,
      "spec.dump": {
        annotations: {
          "io.container.manager": "cri-o",
          "io.kubernetes.cri-o.Metadata": '{"name":"web","attempt":1}',
          "io.kubernetes.cri-o.IP.0": "10.0.0.4",
          "io.kubernetes.cri-o.IP.1": "fd00::4",
          "io.kubernetes.cri-o.Created": "2026-01-02T03:04:05Z",
          "io.kubernetes.pod.name": "web-0",
          "io.kubernetes.pod.namespace": "shop",
        },
        mounts: [{ destination: "/etc/hosts", type: "bind", source: "/a" }],
      },
      "bind.mounts": [
        { source: "/a", destination: "/etc/hosts", file_type: "file", permissions: 420 },
        { source: "/b", destination: "/var/run/secrets", file_type: "directory", permissions: 493 },
      ],
    });
    expect(found).toMatchObject({
      engine: "CRI-O",
      container: { name: "web" },
      pod: { name: "web-0", namespace: "shop", containers: [] },
      addresses: ["10.0.0.4", "fd00::4"],
    });
    expect(found.mounts.map(({ destination, source }) => [destination, source])).toStrictEqual([
      ["/etc/hosts", "/a"],
      ["/var/run/secrets", "/b"],
    ]);
  });

  it("is containerd's, which writes no word of itself", async () => {
    const found = await metadataOf({
      "config.dump": { ...CONFIG, createdTime: "0001-01-01T00:00:00Z" },
      "spec.dump": {
        annotations: {
          "io.kubernetes.cri.container-name": "web",
          "io.kubernetes.cri.sandbox-name": "web-0",
          "io.kubernetes.cri.sandbox-namespace": "shop",
        },
      },
      status: '{"Version":"v1","Pid":7,"CreatedAt":1767322845000000000,"ExitCode":0}',
      "status.dump": {
        id: "5c1f",
        metadata: { name: "web" },
        mounts: [{ container_path: "/data", host_path: "/srv" }],
      },
    });
    expect(found).toMatchObject({
      engine: "containerd",
      container: { name: "web", id: CONFIG.id },
      pod: { name: "web-0", namespace: "shop", containers: [] },
      created: new Date("2026-01-02T03:00:45Z"),
      mounts: [{ destination: "/data", source: "/srv", type: "bind", options: [] }],
    });
  });

  it("is Docker's, and runc's, which lie among the images", async () => {
    const found = await metadataOf(
      {
        "config.json": { created: "2026-01-02T03:04:05Z", name: "before" },
        "descriptors.json": ["/dev/null", "pipe:[7]"],
      },
      folderArchive(checkpoint("basic"), ""),
    );
    expect(found).toMatchObject({
      engine: "Docker",
      checkpointed: new Date("2026-01-02T03:04:05Z"),
      descriptors: ["/dev/null", "pipe:[7]"],
    });
  });

  it.each([
    ["one result", (result: object): unknown => result],
    ["several in a list", (result: object): unknown => [result]],
    ["several by network", (result: object): unknown => ({ mynet: result })],
  ])("has addresses of CNI: %s", async (_, shape) => {
    const result = {
      cniVersion: "1.0.0",
      interfaces: [
        { name: "cni-podman0", mac: "aa" },
        { name: "eth0", mac: "bb", sandbox: "/run/netns/x" },
      ],
      ips: [{ interface: 1, address: "10.88.0.7/16", gateway: "10.88.0.1" }],
    };
    const { interfaces, addresses } = await metadataOf({ "network.status": shape(result) });
    expect(addresses).toStrictEqual(["10.88.0.7"]);
    expect(interfaces).toMatchObject([{ name: "eth0", mac: "bb", gateways: ["10.88.0.1"] }]);
  });

  it("is empty for a dump of CRIU alone", async () => {
    const found = await metadataOf({}, folderArchive(checkpoint("basic"), ""));
    expect(found).toMatchObject({
      container: { command: [] },
      pod: { containers: [] },
      image: {},
      interfaces: [],
      mounts: [],
      unreadable: [],
    });
    for (const absent of ["engine", "runtime", "created", "checkpointed", "restored"])
      expect(found).not.toHaveProperty(absent);
  });

  it("is read as far as it can be: other types, no JSON, names of all objects", async () => {
    const found = await metadataOf({
      "config.dump": "{",
      "spec.dump": {
        hostname: 7,
        mounts: [null, 7, { destination: [] }],
        process: { args: "x" },
        annotations: { a: 1, b: "b" },
      },
      "network.status": '{"__proto__": {"interfaces": {"eth0": {"subnets": 7}}}}',
      "bind.mounts": "[[]]",
      "deleted.files": "7",
      "stats-dump": "rubbish",
    });
    expect(found.unreadable).toStrictEqual(["config.dump", "stats-dump"]);
    expect(found.container).toStrictEqual({ command: [] });
    expect(Object.fromEntries(found.annotations)).toStrictEqual({ b: "b" });
    expect(found.addresses).toStrictEqual([]);
    expect(found.engine).toBeUndefined();
  });

  it("is not read if it is larger than any engine's", async () => {
    const { unreadable } = await metadataOf({ "config.dump": `"${"x".repeat(5 << 20)}"` });
    expect(unreadable).toStrictEqual(["config.dump"]);
  });
});

/** Returns the size in the header of an entry. */
function sizeIn(bytes: Uint8Array): number {
  return Number.parseInt(Buffer.from(bytes.subarray(124, 135)).toString(), 8);
}
