import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { anonymiseCheckpoint, archiveOf, openCheckpoint, PRIVACY_CLASSES } from "criu-checkpoint";
import { describe, expect, it } from "vitest";
import { archive, entry, pax } from "../../support/tar.ts";
import { type Canaries, plantedImages } from "./planted.ts";
import { tracesOfNumber, tracesOfText } from "./traces.ts";

const KEY = Uint8Array.from({ length: 32 }, (_, i) => i);

/** Values of JSON with a canary in each place, under known keys and unknown ones. */
function json(canaries: Canaries): string {
  const [text, number] = [() => canaries.text(), () => Number(canaries.number(32))];
  const keys = ["id", "name", "hostname", "path", "created", "type", "ociVersion", "image", "options", "runtime"];
  return JSON.stringify({
    ...Object.fromEntries(keys.map((key) => [key, text()])),
    ...Object.fromEntries(
      ["pid", "uid", "size", "hostPort", "mtu", "interface", "version"].map((key) => [key, number()]),
    ),
    [text()]: [text(), number(), { [text()]: null, [text()]: `key=${text()},${text()}/${text()}:${text()}` }],
    annotations: { [`io.${text()}/x`]: `{"name":"${text()}"}`, time: `2026-01-01T00:00:00Z ${text()}` },
    process: { args: [`--${text()}=${text()}`], env: [`${text()}=${text()}`], user: { uid: number(), gid: number() } },
  });
}

const METADATA = ["config.dump", "spec.dump", "network.status", "status", "status.dump", "bind.mounts", "config.json"];
const OTHERS = ["descriptors.json", "deleted.files", "pod.options", "pod.dump"];

/** Makes an archive with canaries in each place that a checkpoint has. */
function planted(): { bytes: Uint8Array; canaries: Canaries } {
  const { images, canaries } = plantedImages();
  const text = (): string => canaries.text();
  const inner = archive(entry({ name: text(), content: text() }));
  const owner = (): readonly (readonly [number, string])[] => [
    [265, text()],
    [297, text()],
  ];
  const files = images.map(({ file, bytes }) =>
    Buffer.concat([
      pax({ comment: text(), uname: text(), "SCHILY.xattr.user.x": text() }),
      entry({ name: `checkpoint/${file}`, content: bytes, patches: owner() }),
    ]),
  );
  const logs = ["dump.log", "ctr.log", "restore.log", "io.kubernetes.cri-o.LogPath", `checkpoint/${text()}.log`];
  const bytes = archive(
    pax({ comment: text() }, "g"),
    ...files,
    ...[...METADATA, ...OTHERS].map((name) => entry({ name, content: json(canaries) })),
    ...logs.map((name) => entry({ name, content: `(00.01) Dumping ${text()} ${canaries.number(32)}\n` })),
    ...["rootfs-diff.tar", "devshm-checkpoint.tar", `volumes/${text()}.tar`].map((name) =>
      entry({ name, content: inner }),
    ),
    entry({ name: `checkpoint/stats-${text()}`, content: text() }),
    entry({ name: `checkpoint/${text()}.img`, content: text() }),
    entry({ name: `${text()}/${text()}`, content: text() }),
    entry({ name: "checkpoint/link", type: "2", target: `/${text()}` }),
    entry({ name: "checkpoint/parent", type: "2", target: `../${text()}` }),
    entry({ name: `checkpoint/${text()}`, type: "5" }),
  );
  return { bytes, canaries };
}

async function packed(bytes: Uint8Array, form: "tar" | "tar.gz", keep: readonly string[] = []): Promise<Buffer> {
  const source = await openCheckpoint(bytes);
  const { checkpoint, report } = await anonymiseCheckpoint(source, { key: KEY, keep });
  const chunks: Uint8Array[] = [new TextEncoder().encode(JSON.stringify(report))];
  for await (const chunk of archiveOf(checkpoint, {}, form)) chunks.push(chunk);
  const [told = new Uint8Array(), ...content] = chunks;
  return Buffer.concat([
    told,
    form === "tar" ? Buffer.concat(content) : gunzipSync(Buffer.concat(content)),
    ...(form === "tar" ? [] : content),
  ]);
}

describe("canaries", () => {
  const { bytes, canaries } = planted();
  const traces = [
    ...canaries.texts.flatMap((text) => tracesOfText(text).map((trace) => ({ canary: text, trace }))),
    ...canaries.numbers.flatMap((number) => tracesOfNumber(number).map((trace) => ({ canary: `${number}`, trace }))),
  ];

  it("are in the source", () => {
    const source = Buffer.from(bytes);
    const texts = canaries.texts.filter((text) => !source.includes(text));
    expect(texts).toEqual([]);
    expect(canaries.texts.length).toBeGreaterThan(700);
    expect(canaries.numbers.length).toBeGreaterThan(400);
  });

  it.each(["tar", "tar.gz"] as const)("are nowhere in the result, nor in the report: %s", async (form) => {
    const result = await packed(bytes, form);
    expect(result.length).toBeGreaterThan(10_000);
    expect(traces.filter(({ trace }) => result.includes(trace)).map(({ canary }) => canary)).toEqual([]);
  });

  it("stay if all classes are kept, but for what has no class: unknown fields, unknown files, metadata, headers", async () => {
    const result = await packed(bytes, "tar", Object.keys(PRIVACY_CLASSES));
    const kept = canaries.texts.filter((text) => result.includes(text));
    expect(kept.length).toBeGreaterThan(100);
    expect(kept.length).toBeLessThan(canaries.texts.length / 2);
  });
});

describe("the schema", () => {
  it("has a class of privacy for each number that is not known to be harmless", () => {
    const text = readFileSync(new URL("harmless-numbers.txt", import.meta.url), "utf8");
    const known = text.split("\n").flatMap((line) => {
      const [message = "", fields = ""] = line.split(": ");
      return line.startsWith("#") || fields === "" ? [] : fields.split(" ").map((field) => `${message}.${field}`);
    });
    expect([...plantedImages().numbers].sort()).toEqual(known.sort());
  });
});
