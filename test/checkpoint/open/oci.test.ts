import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { memoryBytes, openCheckpoint as openBytes } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { folderArchive } from "../../support/archives.ts";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";
import { missing, skipped } from "../../support/python.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { archive, entry, latin } from "../../support/tar.ts";

const NO_TOOLS = ["umoci", "skopeo"].map(missing).find((reason) => reason !== undefined);

const OCI = "application/vnd.oci.image";
const LAYER = archive(
  ...folderArchive(checkpoint("basic"), "checkpoint/"),
  entry({ name: "config.dump", content: "{}" }),
);
const EMPTY = archive(entry({ name: "etc/passwd", content: "x" }));

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Blobs by name; adding one returns its descriptor. */
class Layout {
  readonly files: Map<string, Uint8Array> = new Map();

  add(mediaType: string, content: Uint8Array | object, annotations?: Readonly<Record<string, string>>): Descriptor {
    const bytes = content instanceof Uint8Array ? content : latin(JSON.stringify(content));
    const digest = createHash("sha256").update(bytes).digest("hex");
    this.files.set(`blobs/sha256/${digest}`, bytes);
    return { mediaType, digest: `sha256:${digest}`, ...(annotations && { annotations }) };
  }

  /** Completes the layout by its index. */
  with(...manifests: readonly unknown[]): Map<string, Uint8Array> {
    this.files.set("oci-layout", latin('{"imageLayoutVersion":"1.0.0"}'));
    this.files.set("index.json", latin(JSON.stringify({ schemaVersion: 2, manifests })));
    return this.files;
  }
}

const archiveOf = (files: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  archive(...[...files].map(([name, content]) => entry({ name, content })));

/** Makes a layout as checkpointctl's `build` and buildah do. */
function built(layer: Uint8Array = LAYER, packing = ""): Map<string, Uint8Array> {
  const layout = new Layout();
  const layers = [layout.add(`${OCI}.layer.v1.tar`, EMPTY), layout.add(`${OCI}.layer.v1.tar${packing}`, layer)];
  const annotations = { "org.criu.checkpoint.engine.name": "Podman", "org.criu.checkpoint.container.name": "counter" };
  const config = layout.add(`${OCI}.config.v1+json`, {});
  return layout.with(layout.add(`${OCI}.manifest.v1+json`, { config, layers, annotations }, { "own.key": "own" }));
}

const CONTAINERD = "application/vnd.containerd.container";

/** Makes a google.protobuf.Any with a short value. */
function any(value: string): Uint8Array {
  const type = "types.containerd.io/x";
  return latin(`\n${String.fromCharCode(type.length)}${type}\x12${varint(value.length)}${value}`);
}

const varint = (size: number): string =>
  size < 128 ? String.fromCharCode(size) : String.fromCharCode((size & 127) | 128, size >> 7);

const SPEC = {
  hostname: "db-host",
  process: { args: ["redis"] },
  mounts: [{ destination: "/data", type: "bind", source: "/srv" }],
  annotations: { "io.kubernetes.cri.container-name": "db" },
};

interface Blobs {
  readonly images?: Uint8Array;
  readonly config?: Uint8Array;
  readonly options?: Uint8Array;
  readonly preDump?: Uint8Array;
}

/** Makes the index of `ctr checkpoint --rw --task`. */
function ofContainerd({
  images = archive(...folderArchive(checkpoint("basic"), "")),
  config = any(JSON.stringify(SPEC)),
  // open_tcp, terminal off, file_locks, a namespace, a mode.
  options = any("\x10\x01\x20\x00\x28\x01\x32\x07network\x3a\x04soft"),
  preDump,
}: Blobs = {}): Map<string, Uint8Array> {
  const layout = new Layout();
  const annotations = {
    "org.opencontainers.image.ref.name": "docker.io/library/redis:7",
    "io.containerd.checkpoint.runtime": "io.containerd.runc.v2",
  };
  const manifests = [
    layout.add(`${OCI}.layer.v1.tar+gzip`, new Uint8Array(gzipSync(EMPTY))),
    layout.add(`${CONTAINERD}.checkpoint.config.v1+proto`, config),
    layout.add(`${CONTAINERD}.criu.checkpoint.criu.tar`, images),
    layout.add(`${CONTAINERD}.checkpoint.options.v1+proto`, options),
    ...(preDump === undefined ? [] : [layout.add(`${CONTAINERD}.criu.checkpoint.predump.tar`, preDump)]),
  ];
  return layout.with(layout.add(`${OCI}.index.v1+json`, { manifests, annotations }));
}

describe("an image layout of OCI", () => {
  it("has a checkpoint in a layer, and annotations", async () => {
    const opened = await openBytes(memoryBytes(archiveOf(built())));
    expect(opened.store.form).toBe("oci in tar");
    expect((await opened.read("PSTREE"))?.entries.map(({ pid }) => pid)).toStrictEqual([2525]);
    expect(Object.fromEntries(opened.store.annotations)).toStrictEqual({
      "own.key": "own",
      "org.criu.checkpoint.engine.name": "Podman",
      "org.criu.checkpoint.container.name": "counter",
    });
    expect(await opened.metadata()).toMatchObject({ engine: "Podman", container: { name: "counter" } });
    await opened.close();
  });

  it("may be a folder, and its layer compressed", async () => {
    const own = temporaryFolder();
    mkdirSync(join(own, "blobs/sha256"), { recursive: true });
    for (const [name, bytes] of built(gzipSync(LAYER), "+gzip")) writeFileSync(join(own, name), bytes);
    const opened = await openCheckpoint(own);
    expect(opened.store.form).toBe("oci in folder");
    expect(opened.find("CORE", 2525)?.size).toBe(2715);
    await opened.close();
  });

  it("may be compressed itself", async () => {
    const opened = await openCheckpoint(new Uint8Array(gzipSync(archiveOf(built(gzipSync(LAYER))))));
    expect(opened.store.form).toBe("oci in tar.gz");
    expect((await opened.read("PSTREE"))?.entries).toHaveLength(1);
    await opened.close();
  });

  it("may be the index of `ctr checkpoint`, with facts in blobs", async () => {
    const opened = await openBytes(memoryBytes(archiveOf(ofContainerd())));
    expect(opened.folder).toBe("");
    expect(opened.find("CORE", 2525)?.size).toBe(2715);
    const { blobs, sizes, annotations, ...found } = await opened.metadata();
    expect(found).toMatchObject({
      engine: "containerd",
      runtime: "io.containerd.runc.v2",
      image: { name: "docker.io/library/redis:7" },
      container: { hostname: "db-host", command: ["redis"] },
      mounts: [{ destination: "/data", type: "bind" }],
      options: { on: ["open_tcp", "file_locks"], emptyNamespaces: ["network"], cgroups: "soft" },
      unreadable: [],
    });
    expect(annotations.get("io.kubernetes.cri.container-name")).toBe("db");
    expect(blobs.map(({ mediaType }) => mediaType.split(".").at(-1))).toEqual(["tar+gzip", "v1+proto", "v1+proto"]);
    expect(sizes.rootfsDiff).toBe(blobs[0]?.size);
  });

  it("has blobs that need not be valid", async () => {
    for (const bytes of [latin("proto"), new Uint8Array(), any("not JSON")]) {
      const opened = await openBytes(
        memoryBytes(archiveOf(ofContainerd({ config: bytes, options: latin("\u0012\u00ff") }))),
      );
      const { unreadable, options, container } = await opened.metadata();
      expect(unreadable).toHaveLength(2);
      expect([options, container.hostname]).toEqual([undefined, undefined]);
    }
  });

  it("has the pre-dump of `ctr checkpoint` as its parent", async () => {
    const level = (one: number): Uint8Array[] => folderArchive(join(MEMORY, `chain/${one}`), "");
    const images = archive(...level(2), entry({ name: "parent", type: "2", target: "../1" }));
    const opened = await openBytes(memoryBytes(archiveOf(ofContainerd({ images, preDump: archive(...level(1)) }))));
    const [own, parent] = [opened, opened.parent].map((one) => one?.images.filter(({ image }) => image === "PAGEMAP"));
    expect([own?.length, parent?.length]).toEqual([1, 1]);
    expect(opened.missingParent).toBeUndefined();
    const given = await openBytes(memoryBytes(archiveOf(ofContainerd({ images }))));
    expect([given.parent, given.missingParent]).toEqual([undefined, "../1"]);
  });

  it.each<[title: string, files: () => ReadonlyMap<string, Uint8Array>, code: string]>([
    ["layers without images", () => built(EMPTY), "no-images"],
    ["an index that is no JSON", () => built().set("index.json", latin("{")), "damaged"],
    ["an index of a text", () => built().set("index.json", latin('"text"')), "no-images"],
    [
      "a digest of no blob",
      () => {
        const layout = new Layout();
        layout.add(`${OCI}.config.v1+json`, {});
        return layout.with({ mediaType: `${OCI}.manifest.v1+json`, digest: "sha256:../x" });
      },
      "no-file",
    ],
    [
      "a manifest that lists itself",
      () => {
        const layout = new Layout();
        const own = { mediaType: `${OCI}.index.v1+json`, digest: "blake3:self" };
        layout.files.set("blobs/blake3/self", latin(JSON.stringify({ manifests: [own, own] })));
        return layout.with(own);
      },
      "too-large",
    ],
    [
      "a manifest with another digest than its name",
      () => {
        const files = built();
        const [name = ""] = [...files].find(([, content]) => Buffer.from(content).includes('"layers"')) ?? [];
        const text = Buffer.from(files.get(name) ?? []).toString("latin1");
        return files.set(name, latin(text.replace("counter", "another")));
      },
      "damaged",
    ],
    ["a layer that is no archive", () => built(latin("text")), "unknown-form"],
  ])("is refused if it has %s", async (_, files, code) => {
    await expect(openBytes(memoryBytes(archiveOf(files())))).rejects.toMatchObject({ code });
  });

  it("is no layout without blobs", async () => {
    const own = temporaryFolder();
    cpSync(checkpoint("basic"), own, { recursive: true });
    writeFileSync(join(own, "index.json"), "{}");
    expect((await openCheckpoint(own)).store.form).toBe("folder");
  });

  it.skipIf(NO_TOOLS !== undefined)(`is read as umoci and skopeo write it${skipped(NO_TOOLS)}`, async () => {
    const own = temporaryFolder();
    const command = `set -e; umoci init --layout l; umoci new --image l:tag; umoci raw add-layer --image l:tag "$1"
      umoci config --image l:tag --manifest.annotation org.criu.checkpoint.engine.name=Podman
      skopeo copy -q oci:l:tag oci-archive:packed.tar; skopeo copy -q --dest-compress-format zstd oci:l:tag oci:zstd:tag`;
    writeFileSync(join(own, "layer.tar"), LAYER);
    execFileSync("bash", ["-c", command, "bash", join(own, "layer.tar")], { cwd: own, stdio: "pipe" });
    for (const [name, form] of [
      ["l", "folder"],
      ["packed.tar", "tar"],
      ["zstd", "folder"],
    ] as const) {
      const opened = await openCheckpoint(join(own, name));
      expect(opened.store.form).toBe(`oci in ${form}`);
      expect((await opened.read("PSTREE"))?.entries.map(({ pid }) => pid)).toStrictEqual([2525]);
      expect((await opened.metadata()).engine).toBe("Podman");
      await opened.close();
    }
  });
});
