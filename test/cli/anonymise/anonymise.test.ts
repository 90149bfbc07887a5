import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AnonymiseReport } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { folderArchive } from "../../support/archives.ts";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";
import { engineFolder } from "../../support/engines.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { archive, entry } from "../../support/tar.ts";

const KEY = "000102030405060708090a0b0c0d0e0f";

/** Returns the host name of a checkpoint. */
async function hostOf(path: string): Promise<string | undefined> {
  const opened = await openCheckpoint(path);
  const name = (await opened.read("UTSNS"))?.entries[0]?.nodename;
  await opened.close();
  return name;
}

describe("critgen anonymise", () => {
  it("writes a folder or an archive, in the form of the source or of the name", async () => {
    const own = temporaryFolder();
    const source = join(own, "source.tar");
    writeFileSync(source, archive(...folderArchive(checkpoint("uts"), "checkpoint/")));
    const runs: readonly (readonly [string, string, string])[] = [
      [checkpoint("uts"), "folder", "folder"],
      [source, "archive", "tar"],
      [checkpoint("uts"), "out.tar.gz", "tar.gz"],
    ];
    for (const [from, name, form] of runs) {
      const out = join(own, name);
      const { code, out: told, err } = await critgenHere(["anonymise", from, "-o", out]);
      expect([code, err]).toEqual([0, ""]);
      expect(told).toMatch(/^class +values +files\n/);
      expect(told).toContain(`\n\nThe result still tells:\n- the number of processes`);
      expect(told).toMatch(new RegExp(`\nwritten: ${out}\n$`));
      const opened = await openCheckpoint(out);
      expect(opened.store.form).toBe(form);
      await opened.close();
      expect(await hostOf(out)).toMatch(/^[a-z2-7]{8}$/);
    }
  });

  it("prints a report without originals", async () => {
    const out = join(temporaryFolder(), "out");
    const source = engineFolder(checkpoint("uts"));
    writeFileSync(join(source, "dump.log"), "secret");
    const { code, out: told } = await critgenHere(["anonymise", source, "-o", out, "--json"]);
    const report = JSON.parse(told) as AnonymiseReport;
    expect(code).toBe(0);
    expect(report.leftOut).toEqual({ log: 1 });
    expect(report.replaced).toContainEqual({
      file: "utsns-9.img",
      field: "utsns_entry.nodename",
      class: "host",
      count: 1,
    });
    for (const original of ["corpus", "nginx", "h1", "10.88", "web"]) expect(told).not.toContain(original);
    const { out: text } = await critgenHere(["anonymise", source, "-o", `${out}-2`]);
    expect(text).toContain("\nLeft out:\n- 1 logs\n");
  });

  it("keeps classes, logs and nested archives if it is told so", async () => {
    const out = join(temporaryFolder(), "out");
    const source = engineFolder(checkpoint("uts"));
    writeFileSync(join(source, "dump.log"), "a log");
    writeFileSync(join(source, "rootfs-diff.tar"), "an archive");
    await critgenHere(["anonymise", source, "-o", out, "--keep", "host,log,file"]);
    expect(await hostOf(out)).toBe("corpus-höst");
    expect(readFileSync(join(out, "dump.log"), "utf8")).toBe("a log");
    expect(readFileSync(join(out, "rootfs-diff.tar"), "utf8")).toBe("an archive");
  });

  it("takes a key as digits and as a file, and gives the same pseudonyms", async () => {
    const own = temporaryFolder();
    const file = join(own, "key");
    writeFileSync(file, Buffer.from(KEY, "hex"));
    const names: (string | undefined)[] = [];
    for (const [i, words] of [["--key", KEY], ["--key", file], []].entries()) {
      await critgenHere(["anonymise", checkpoint("uts"), "-o", join(own, `${i}`), ...words]);
      names.push(await hostOf(join(own, `${i}`)));
    }
    expect(names[0]).toBe(names[1]);
    expect(names[0]).not.toBe(names[2]);
    for (const file of readdirSync(join(own, "0")))
      expect(readFileSync(join(own, "0", file))).toEqual(readFileSync(join(own, "1", file)));
  });

  it("writes parents, too", async () => {
    const out = join(temporaryFolder(), "out");
    const { code } = await critgenHere(["anonymise", join(MEMORY, "chain/2"), "-o", out]);
    expect([code, existsSync(join(out, "parent-2/inventory.img"))]).toEqual([0, true]);
    expect((await critgenHere(["validate", out])).out).toContain("no findings");
  });

  it("tells what is wrong, and writes nothing", async () => {
    const own = temporaryFolder();
    const out = join(own, "out");
    const from = checkpoint("uts");
    const short = join(own, "short");
    writeFileSync(short, "0123456789");
    const runs: readonly (readonly [readonly string[], RegExp])[] = [
      [[join(own, "none"), "-o", out], /none: no such file or directory\n$/],
      [[from, "-o", out, "--keep", "secrets"], /no class of privacy "secrets": known are path, /],
      [[from, "-o", out, "--key", join(own, "none")], /^critgen: --key: no such file or directory\n$/],
      [[from, "-o", out, "--key", short], /the key has \d+ bytes: at least 16 random/],
    ];
    for (const [words, error] of runs) {
      const { code, err } = await critgenHere(["anonymise", ...words]);
      expect([code, err]).toEqual([2, expect.stringMatching(error)]);
    }
    expect(existsSync(out)).toBe(false);
  });

  it("exits with 1 if something cannot be read", async () => {
    const own = temporaryFolder();
    const source = join(own, "source.tar");
    const damaged = entry({ name: "checkpoint/pstree.img", content: "damaged" });
    writeFileSync(source, archive(...folderArchive(checkpoint("uts"), "checkpoint/"), damaged));
    const { code, out } = await critgenHere(["anonymise", source, "-o", join(own, "out.tar")]);
    expect([code, out]).toEqual([1, expect.stringContaining("- 1 files that cannot be read\n")]);
  });
});
