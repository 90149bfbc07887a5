import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compareCheckpoints, MemoryError, openCheckpoint, SourceError } from "criu-checkpoint";
import { ImageError } from "criu-images";
import { encodeAnyImage } from "criu-images/all";
import { describe, expect, it } from "vitest";
import { checkpoint, MEMORY } from "../../support/checkpoints.ts";
import { share } from "../../support/share.ts";
import { archive, entry } from "../../support/tar.ts";

function filesOf(path: string): Map<string, Uint8Array> {
  const files = readdirSync(path, { withFileTypes: true }).filter((file) => file.isFile());
  return new Map(files.map(({ name }) => [name, readFileSync(join(path, name))]));
}

async function opened(files: ReadonlyMap<string, Uint8Array>) {
  return await openCheckpoint(archive(...[...files].map(([name, content]) => entry({ name, content }))));
}

/** A generator of numbers that are the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}

describe("a comparison", () => {
  it.each(["fds", "tcp", "mnt", "ipc", "tty"])("ends with damaged images, or refuses them: %s", async (name) => {
    const random = numbers(name.length);
    const original = filesOf(checkpoint(name));
    const a = await opened(original);
    let told = 0;
    for (let i = 0; i < share(24); i++) {
      const files = new Map(original);
      for (let j = 0; j < 3; j++) {
        const file = [...files.keys()][random(files.size)] ?? "";
        const bytes = Uint8Array.from(files.get(file) ?? []);
        if (bytes.length > 12) bytes[12 + random(bytes.length - 12)] = random(256);
        files.set(file, random(4) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes);
      }
      try {
        const b = await opened(files);
        told += (await compareCheckpoints(a, b)).changes.length;
        told += (await compareCheckpoints(b, a)).changes.length;
      } catch (error) {
        expect(
          [ImageError, MemoryError, SourceError].some((known) => error instanceof known),
          `${error}`,
        ).toBe(true);
      }
    }
    expect(told).toBeGreaterThan(0);
  });

  it("ends with references in a circle", async () => {
    const socket = { type: 1, state: 1, flags: 0, uflags: 0, backlog: 0, fown: FOWN, opts: OPTIONS };
    const files = (shift: number) =>
      [1, 2].map((id) => ({
        type: 5,
        id: id + shift,
        usk: { ...socket, id: id + shift, ino: 10 * (id + shift), peer: 10 * (3 - id + shift), name: new Uint8Array() },
      }));
    const entries = (shift: number) => [1, 2].map((id) => ({ id: id + shift, flags: 0, type: 5, fd: id }));
    const made = (shift: number, backlog: number) => {
      const [first, second] = files(shift);
      if (first === undefined || second === undefined) throw new Error("unreachable");
      second.usk.backlog = backlog;
      return new Map([
        ["pstree.img", encodeAnyImage({ image: "PSTREE", entries: [TREE] } as never)],
        ["ids-1.img", encodeAnyImage({ image: "IDS", entries: [{ ...IDS, files_id: 2 + shift }] } as never)],
        [`fdinfo-${2 + shift}.img`, encodeAnyImage({ image: "FDINFO", entries: entries(shift) } as never)],
        ["files.img", encodeAnyImage({ image: "FILES", entries: [first, second] } as never)],
      ]);
    };
    const [a, b] = [await opened(made(0, 1)), await opened(made(7, 5))];
    const meant = (await compareCheckpoints(a, b)).changes.filter(({ isNoise }) => !isNoise);
    expect(meant.map(({ thing, path, before, after }) => [thing, path, before, after])).toEqual([
      ["process 1, fd 2", "usk.backlog", 1, 5],
    ]);
  });

  it("tells its progress, and stops at a signal", async () => {
    const [a, b] = [await opened(filesOf(THREADS)), await opened(filesOf(THREADS))];
    const told: (readonly [number, number])[] = [];
    await compareCheckpoints(a, b, { progress: (...at) => told.push(at) });
    const all = a.images.filter(({ image }) => image === "PAGES").reduce((sum, { size }) => sum + size, 0);
    expect(told[0]).toEqual([0, all]);
    expect(told.length).toBeGreaterThan(1);
    expect(told.every(([done, total], i) => done <= total && done >= (told[i - 1]?.[0] ?? 0))).toBe(true);
    const controller = new AbortController();
    const stopped = compareCheckpoints(a, b, { signal: controller.signal, progress: () => controller.abort() });
    await expect(stopped).rejects.toThrow(/abort/i);
    await expect(compareCheckpoints(a, b, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });

  it("reads no memory for other topics, and refuses unknown ones", async () => {
    const files = filesOf(THREADS);
    const a = await opened(files);
    const pages = [...files.keys()].find((name) => name.startsWith("pages-")) ?? "";
    const b = await opened(new Map(files).set(pages, new Uint8Array(files.get(pages)?.length ?? 0)));
    expect((await compareCheckpoints(a, b, { only: ["files", "threads"] })).isSame).toBe(true);
    const { changes, pages: differ } = await compareCheckpoints(a, b, { only: ["processes"] });
    expect([changes[0]?.path, differ]).toEqual(["arguments[0]", []]);
    expect((await compareCheckpoints(a, b, { only: ["pages"] })).pages.length).toBeGreaterThan(0);
    await expect(compareCheckpoints(a, b, { only: ["file"] })).rejects.toThrow(RangeError);
  });
});

const THREADS = join(MEMORY, "threads/images");
const FOWN = { uid: 0, euid: 0, signum: 0, pid_type: 0, pid: 0 };
const OPTIONS = {
  ...{ so_sndbuf: 0, so_rcvbuf: 0, so_snd_tmo_sec: 0n, so_snd_tmo_usec: 0n, so_rcv_tmo_sec: 0n },
  ...{ so_rcv_tmo_usec: 0n, so_filter: [] },
};
const TREE = { pid: 1, ppid: 0, pgid: 1, sid: 1, threads: [1] };
const IDS = { vm_id: 2, fs_id: 2, sighand_id: 2 };
