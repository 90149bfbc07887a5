import { compareCheckpoints, openCheckpoint } from "criu-checkpoint";
import { describe, expect, it } from "vitest";
import { folderArchive } from "../../support/archives.ts";
import { checkpoint } from "../../support/checkpoints.ts";
import { archive, entry } from "../../support/tar.ts";

const IMAGES = folderArchive(checkpoint("uts"), "checkpoint/");

/** Files beside the images, by name. */
type Files = Readonly<Record<string, string | Uint8Array>>;

async function told(...sides: readonly [Files, Files]): Promise<{ meant: string[]; noise: string[] }> {
  const [a, b] = await Promise.all(
    sides.map((files) =>
      openCheckpoint(archive(...Object.entries(files).map(([name, content]) => entry({ name, content })), ...IMAGES)),
    ),
  );
  if (a === undefined || b === undefined) throw new Error("unreachable");
  const { changes } = await compareCheckpoints(a, b);
  const texts = (isNoise: boolean): string[] =>
    changes
      .filter((one) => one.isNoise === isNoise)
      .map((one) => [one.kind, one.thing, one.path, one.beforeText, one.afterText].filter(Boolean).join(" | "));
  return { meant: texts(false), noise: texts(true) };
}

const json = (value: unknown): string => JSON.stringify(value);

describe("files beside the images", () => {
  it("are compared by their parts if they are JSON: lists by what their elements are, times as noise", async () => {
    const before = {
      name: "web",
      createdTime: "2026-01-01T00:00:00Z",
      process: { env: ["A=1", "B=2"], args: ["a", "a"] },
      mounts: [{ destination: "/a", type: "bind" }, { destination: "/b" }],
    };
    const after = {
      name: "web-2",
      createdTime: "2026-01-02T00:00:00Z",
      process: { env: ["B=2", "A=2"], args: ["a"] },
      mounts: [{ destination: "/b" }, { destination: "/a", type: "tmpfs" }],
    };
    expect(await told({ "spec.dump": json(before) }, { "spec.dump": json(after) })).toEqual({
      meant: [
        "changed | spec.dump | name | web | web-2",
        'removed | spec.dump | process.env["A=1"] | A=1',
        'added | spec.dump | process.env["A=2"] | A=2',
        'removed | spec.dump | process.args["a"#1] | a',
        "changed | spec.dump | mounts[/a].type | bind | tmpfs",
      ],
      noise: ["changed | spec.dump | createdTime | 2026-01-01T00:00:00Z | 2026-01-02T00:00:00Z"],
    });
  });

  it("are compared by their files if they are archives", async () => {
    const before = archive(entry({ name: "etc/a", content: "1" }), entry({ name: "etc/b", content: "same" }));
    const after = archive(
      entry({ name: "etc/b", content: "same" }),
      entry({ name: "etc/a", content: "2" }),
      entry({ name: "etc/c", content: "" }),
    );
    expect((await told({ "rootfs-diff.tar": before }, { "rootfs-diff.tar": after })).meant).toEqual([
      "changed | rootfs-diff.tar | etc/a",
      "added | rootfs-diff.tar | etc/c",
    ]);
  });

  it("are compared as bytes otherwise; logs of CRIU are noise", async () => {
    const one = { "artifacts/a": "abc", "dump.log": "1", "only-a": "" };
    const other = { "artifacts/a": "abd", "dump.log": "2", "only-b": "" };
    expect(await told(one, other)).toEqual({
      meant: [
        "changed | artifacts/a | 3 bytes | 3 bytes; the first difference is at 2",
        "removed | only-a",
        "added | only-b",
      ],
      noise: ["changed | dump.log | 1 bytes | 1 bytes; the first difference is at 0"],
    });
  });

  it("are compared as bytes if their JSON is nested too deeply, or has names of objects' own", async () => {
    const deep = (end: string): string => `${"[".repeat(50_000)}${end}${"]".repeat(50_000)}`;
    expect((await told({ "config.dump": deep("1") }, { "config.dump": deep("2") })).meant).toEqual([
      "changed | config.dump | 100001 bytes | 100001 bytes; the first difference is at 50000",
    ]);
    const [a, b] = ['{"__proto__":{"a":1},"constructor":1}', '{"__proto__":{"a":2},"constructor":2}'];
    expect((await told({ "config.dump": a ?? "" }, { "config.dump": b ?? "" })).meant).toEqual([
      "changed | config.dump | __proto__.a | 1 | 2",
      "changed | config.dump | constructor | 1 | 2",
    ]);
  });
});
