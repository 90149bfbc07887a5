import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { crit, critOf, crits, NO_CRIT } from "../../inspect/explore/support.ts";
import { critgen } from "../../support/cli.ts";
import { critgenHere, ROOT } from "../../support/here.ts";
import { skipped } from "../../support/python.ts";
import { temporaryFolder } from "../../support/schema.ts";

/* Compares critgen with the installed crit: the same command lines, the same bytes. */

const at = (file: string): string => join(ROOT, "test/fixtures/images", file);

const CRIT = "crit";

/** Images with fields that the installed crit knows. */
const IMAGES = [
  ...["fds/pstree.img", "fds/fs-3438.img", "fds/ids-3438.img", "fds/fdinfo-2.img", "fds/files.img", "fds/stats-dump"],
  ...["fds/pipes-data.img", "tcp/tcp-stream-daaec.img", "ipc/ipcns-sem-9.img", "ipc/ipcns-msg-9.img"],
  ...["ghost/ghost-file-1.img", "tty/tty-info.img", "tty/tty-data.img"],
];

/** Images with extras. */
const WITH_CONTENT = [
  ...["fds/fifo-data.img", "fds/pipes-data.img", "ghost/fifo-data.img", "ipc/ipcns-msg-9.img", "ipc/ipcns-sem-9.img"],
  ...["tcp/tcp-stream-daaec.img", "unixs/sk-queues.img", "mnt-autofs/pipes-data.img", "tty/tty-data.img"],
];

describe.skipIf(NO_CRIT !== undefined)(`the command line of crit${skipped(NO_CRIT)}`, () => {
  it.each(IMAGES)("agrees with critgen's from files to files: %s", async (image) => {
    const folder = temporaryFolder();
    const names = ["plain", "pretty", "ours", "back"];
    const [plain, pretty, ours, back] = names.map((name) => join(folder, name)) as [string, string, string, string];
    const styles: readonly (readonly [theirs: string, words: readonly string[]])[] = [
      [plain, []],
      [pretty, ["--pretty"]],
    ];
    crits(styles.map(([theirs, words]) => ["decode", "-i", at(image), "-o", theirs, ...words]));
    for (const [theirs, words] of styles) {
      expect(await critgenHere(["decode", "-i", at(image), "-o", ours, ...words])).toMatchObject({ code: 0, out: "" });
      expect(readFileSync(ours)).toEqual(readFileSync(theirs));
      expect(await critgenHere(["encode", "-i", theirs, "-o", back])).toMatchObject({ code: 0, out: "" });
      expect(readFileSync(back)).toEqual(readFileSync(at(image)));
    }
  });

  it("agrees with critgen's from standard input to standard output", () => {
    const image = readFileSync(at("fds/files.img"));
    const json = critOf(image, "decode");
    expect(json.at(-1)).toBe(0x0a);
    expect(critgen(["decode"], { input: image }).out).toBe(json.toString());
    expect(critgen(["decode", "--pretty"], { input: image }).out).toBe(critOf(image, "decode", "--pretty").toString());
    expect(critOf(Buffer.from(critgen(["decode"], { input: image }).out), "encode")).toEqual(image);
  });

  it.each(WITH_CONTENT)("has a show --nopl that equals critgen's decode --pretty --nopl: %s", async (image) => {
    const { out } = await critgenHere(["decode", "--pretty", "--nopl", at(image)]);
    expect(out).toBe(crit("show", "--nopl", at(image)));
  });

  it("has a show with names that critgen encode accepts", async () => {
    const folder = temporaryFolder();
    const [json, back] = [join(folder, "core.json"), join(folder, "core.img")];
    for (const image of IMAGES) {
      writeFileSync(json, (await critgenHere(["show", at(image)])).out);
      expect(await critgenHere(["encode", json, "-o", back])).toMatchObject({ code: 0, err: "" });
      expect(readFileSync(back)).toEqual(readFileSync(at(image)));
    }
  });

  it("has a --nopl that omits the size of a deleted file, unlike critgen's", async () => {
    const image = at("ghost/ghost-file-1.img");
    const { out } = await critgenHere(["decode", "--pretty", "--nopl", image]);
    const [{ extra, ...entry }] = JSON.parse(out).entries;
    expect(extra).toMatch(/^\.\.\. <.*B>$/);
    expect(JSON.parse(crit("show", "--nopl", image)).entries).toEqual([entry]);
  });

  /** Runs crit with these bytes as an image. */
  const withImage = (bytes: Uint8Array, ...words: readonly string[]): { code: number | null; out: string } => {
    const { status, stdout } = spawnSync(CRIT, words, { input: bytes });
    return { code: status, out: stdout.toString() };
  };

  it("differs for truncated files, as docs/crit.md explains", () => {
    const queue = readFileSync(at("tcp/tcp-stream-daaec.img"));
    const inContent = withImage(queue.subarray(0, 5000), "decode");
    expect(inContent.code).toBe(0);
    expect(JSON.parse(inContent.out).entries[0].outq_len).toBe(24528);
    // The required fields are present, and the other one is unknown.
    expect(withImage(queue.subarray(0, 20), "decode")).toMatchObject({ code: 0 });
    const core = readFileSync(at("fds/core-3438.img"));
    expect(withImage(core.subarray(0, 200), "decode")).toEqual({ code: 1, out: "" });
    const ours = critgen(["decode"], { input: queue.subarray(0, 5000) });
    expect(ours).toMatchObject({ code: 2, err: expect.stringMatching(/offset \d+/) });
  });

  it("differs for unnamed numbers and texts other than UTF-8, as docs/crit.md explains", () => {
    const head = readFileSync(at("fds/fdinfo-2.img")).subarray(0, 8);
    const entry = Buffer.from([8, 0, 0, 0, 8, 3, 16, 0, 24, 99, 32, 0]);
    expect(JSON.parse(withImage(Buffer.concat([head, entry]), "decode").out).entries).toEqual([
      { id: 3, flags: 0, fd: 0 },
    ]);
    const json = '{ "magic": "FDINFO", "entries": [{ "id": 3, "flags": 0, "type": "NEW", "fd": 0 }] }';
    expect(withImage(Buffer.from(json), "encode").code).toBe(1);
    const files = readFileSync(at("fds/files.img"));
    files[files.indexOf("/dev/null")] = 0xff;
    expect(withImage(files, "decode").out).toContain(String.raw`"name": "b'\\xffdev/null'"`);
    expect(JSON.parse(critgen(["decode"], { input: files }).out).entries).toContainEqual(
      expect.objectContaining({ reg: expect.objectContaining({ name: "\udcffdev/null" }) }),
    );
    expect(withImage(new Uint8Array(), "frob").code).toBe(2);
  });
});
