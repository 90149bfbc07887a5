import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { openCheckpoint, saveCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";
import { engineFolder } from "../../support/engines.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { archive, entry } from "../../support/tar.ts";

describe("unpack", () => {
  it("writes all files of an archive into a new folder", async () => {
    const folder = engineFolder(checkpoint("basic"));
    const archive = join(temporaryFolder(), "web.tar.gz");
    const opened = await openCheckpoint(folder);
    await saveCheckpoint(opened, archive, { form: "tar.gz" });
    const out = join(temporaryFolder(), "out");
    expect(await critgenHere(["unpack", archive, "-o", out])).toEqual({ code: 0, out: "", err: "" });
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
    expect(readdirSync(out, { recursive: true, encoding: "utf8" }).sort()).toEqual(names);
    for (const name of names.filter((one) => one.includes("."))) {
      expect(readFileSync(join(out, name)).equals(readFileSync(join(folder, name)))).toBe(true);
    }
  });

  it("unpacks the archive of a pod, which has no images itself", async () => {
    const path = join(temporaryFolder(), "pod.tar");
    writeFileSync(
      path,
      archive(entry({ name: "pod.options", content: "{}" }), entry({ name: "web.tar", content: "x" })),
    );
    const out = join(temporaryFolder(), "out");
    expect(await critgenHere(["unpack", path, "-o", out])).toEqual({ code: 0, out: "", err: "" });
    expect(readFileSync(join(out, "web.tar"), "latin1")).toBe("x");
  });

  it("refuses a folder that is there, and an archive that is cut; then nothing is written", async () => {
    const full = engineFolder(checkpoint("basic"));
    const { code, err } = await critgenHere(["unpack", full, "-o", full]);
    expect([code, err]).toEqual([2, expect.stringContaining("is not empty")]);
    const cut = join(temporaryFolder(), "cut.tar.gz");
    writeFileSync(cut, gzipSync(Buffer.alloc(9000)).subarray(0, 20));
    const out = join(temporaryFolder(), "out");
    expect(await critgenHere(["unpack", cut, "-o", out])).toMatchObject({ code: 2 });
    expect(existsSync(out)).toBe(false);
  });
});
