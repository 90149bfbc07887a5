import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { folderArchive } from "../support/archives.ts";
import { checkpoint, MEMORY } from "../support/checkpoints.ts";
import { ROOT } from "../support/run.ts";
import { afterAllTests, temporaryFolder } from "../support/schema.ts";
import { archive, entry } from "../support/tar.ts";

/* Runs the examples of docs/checkpoints.md, docs/edit.md and docs/anonymise.md. */

const SCRATCH = join(ROOT, "node_modules/.docs-checkpoints");
const cleanup = afterAllTests();

/** Lines that the examples print, in their order. */
const PRINTED: readonly (readonly unknown[])[][] = [
  [[9741, "w"]],
  [["w", [9741]], [11], [0, "/dev/null"], [1, "/dev/null"], [2, "/dev/null"]],
  [[1024, "unknown-form"]],
  [["no-images"]],
  [["Podman", "counter", "quay.io/counter:1", ["10.88.0.9"], 5]],
  [[["./weave", "beta-queue", "--unused=1"], 4], ["beta-queue"]],
  [[true, {}]],
  [["./weave"]],
  [["pre-checkpoint/", undefined]],
  [["0 %"], ["100 %"], ["tar.gz"]],
  [["other"]],
  [["nodename", "corpus-höst", "web-2"]],
  [["all files are done"], [true, { archive: 1 }]],
  [
    ["changed", "process 2825, area 0x10040000000", "end", "0x1004000c000", "0x10040004000"],
    ["changed", "process 2825, area 0x100d0000000", "prot", "PROT_READ | PROT_WRITE", "PROT_READ"],
    ["added", "process 2825, area 0x10040008000", "", undefined, expect.stringContaining("end 0x1004000c000")],
    [false, 22],
  ],
];

/** Writes the archives that the examples name. */
function archives(): string {
  const own = temporaryFolder(cleanup);
  const images = folderArchive(checkpoint("uts"), "checkpoint/");
  const json = (name: string, value: object): Uint8Array => entry({ name, content: JSON.stringify(value) });
  const network = { podman: { interfaces: { eth0: { subnets: [{ ipnet: "10.88.0.9/16" }] } } } };
  const pod = archive(
    json("config.dump", { name: "counter", rootfsImageName: "quay.io/counter:1" }),
    json("spec.dump", { annotations: { "io.container.manager": "libpod" } }),
    json("network.status", network),
    entry({ name: "rootfs-diff.tar", content: "12345" }),
    ...images,
  );
  writeFileSync(join(own, "pod.tar.gz"), gzipSync(pod));
  writeFileSync(join(own, "memory.tar"), archive(...folderArchive(join(MEMORY, "threads/images"), "checkpoint/")));
  const parent = entry({ name: "checkpoint/parent", type: "2", target: "../pre-checkpoint" });
  writeFileSync(join(own, "last.tar"), archive(...images, parent));
  writeFileSync(join(own, "first.tar"), archive(...folderArchive(checkpoint("uts"), "pre-checkpoint/")));
  return own;
}

const text = ["checkpoints.md", "edit.md", "anonymise.md", "compare.md"]
  .map((name) => readFileSync(join(ROOT, "docs", name), "utf8"))
  .join("");
const programs = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program = ""]) => program);

describe("an example of the documents", () => {
  beforeAll(() => mkdirSync(SCRATCH, { recursive: true }));
  afterAll(() => rmSync(SCRATCH, { recursive: true, force: true }));

  it("has its output here", () => expect(programs).toHaveLength(PRINTED.length));

  it.each(PRINTED.map((printed, i) => ({ printed, i })))("runs: number $i", async ({ printed, i }) => {
    const folder = archives();
    const program = (programs[i] ?? "").replaceAll(/"([\w-]+\.(?:tar(?:\.gz)?|core))"/g, (_, name) =>
      JSON.stringify(join(folder, name)),
    );
    const file = join(SCRATCH, `example-${i}.ts`);
    writeFileSync(file, program.replaceAll('"/tmp"', JSON.stringify(folder)));
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    await import(/* @vite-ignore */ file);
    const lines = [...log.mock.calls];
    log.mockRestore();
    expect(lines).toEqual(printed);
  });
});
