import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { memoryBytes, openCheckpoint as openBytes } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { folderArchive } from "../../support/archives.ts";
import { checkpoint } from "../../support/checkpoints.ts";
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

  it("may be the index of `ctr checkpoint`", async () => {
    const layout = new Layout();
    const images = archive(...folderArchive(checkpoint("basic"), ""));
    const criu = "application/vnd.containerd.container";
    const index = layout.add(`${OCI}.index.v1+json`, {
      manifests: [
        layout.add(`${OCI}.layer.v1.tar+gzip`, new Uint8Array(gzipSync(EMPTY))),
        layout.add(`${criu}.checkpoint.config.v1+proto`, latin("proto")),
        layout.add(`${criu}.criu.checkpoint.criu.tar`, images),
      ],
    });
    const opened = await openBytes(memoryBytes(archiveOf(layout.with(index))));
    expect(opened.folder).toBe("");
    expect(opened.find("CORE", 2525)?.size).toBe(2715);
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
