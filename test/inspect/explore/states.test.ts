import { describe, expect, it } from "vitest";
import { STATUS } from "../../../inspect/explore/areas.ts";
import { copyOf, edit, read, x, xJson } from "./support.ts";

/** Makes a copy of a checkpoint with one process in a state. */
function inState(task_state: number, exit_code: number): string {
  const folder = copyOf("basic");
  edit(folder, "core-2525.img", "CORE", ({ entries: [entry] }) => {
    if (entry?.tc === undefined) throw new Error("no process");
    Object.assign(entry.tc, { task_state, exit_code });
  });
  return folder;
}

describe("a process", () => {
  it.each([2, 6])("in state %i is a zombie without further data", async (state) => {
    const folder = inState(state, 3 << 8);
    expect(await x(folder, "fds")).toBe("2525\n\t(zombie, exited with 3)\n");
    for (const what of ["fds", "mems", "rss", "sk"] as const) {
      expect(await xJson(folder, what)).toEqual([{ pid: 2525, state: "zombie", exit_code: 768 }]);
    }
    expect((await xJson(folder, "ps"))[0].state).toBe("zombie");
  });

  it.each([
    [9, "killed by signal 9"],
    [0x8b, "killed by signal 11"],
    [255 << 8, "exited with 255"],
    [0, "exited with 0"],
  ])("that ended with %i: %s", async (code, text) => {
    expect(await x(inState(6, code), "mems")).toBe(`2525\n\t(zombie, ${text})\n`);
  });

  it.each([
    [1, "alive"],
    [3, "stopped"],
    [4, 4],
    [5, 5],
    [7, 7],
  ])("in state %i is none", async (state, shown) => {
    const folder = inState(state, 0);
    expect((await xJson(folder, "ps"))[0].state).toBe(shown);
    expect((await xJson(folder, "fds"))[0].fds.length).toBeGreaterThan(0);
  });
});

it("duplicate ids of open files: the first takes precedence, as in crit", async () => {
  const folder = copyOf("basic");
  const before = await x(folder, "fds");
  edit(folder, "files.img", "FILES", (image) => {
    const copies = structuredClone(image.entries);
    for (const { reg } of copies) if (reg !== undefined) reg.name = "/the/second";
    image.entries.push(...copies);
  });
  expect(await x(folder, "fds")).toBe(before);
  edit(folder, "files.img", "FILES", (image) => {
    image.entries.reverse();
  });
  expect(await x(folder, "fds")).toContain("/the/second");
});

it("a descriptor's type with several names shows the first", async () => {
  const folder = copyOf("basic");
  const types = read(folder, "fdinfo-2.img", "FDINFO").entries.map(({ type }) => type);
  expect(types.length).toBeGreaterThan(0);
  const [{ fds }] = await xJson(folder, "fds");
  expect(fds.map(({ type }: { type: unknown }) => type)).toEqual(types.map(() => expect.stringMatching(/^[A-Z_]+$/)));
});

it("the bits of areas are CRIU's", () => {
  expect(STATUS).toEqual({
    ...{ REGULAR: 0x1, STACK: 0x2, VSYSCALL: 0x4, VDSO: 0x8, FILE_PRIVATE: 0x40, FILE_SHARED: 0x80 },
    ...{ ANON_SHARED: 0x100, SYSVIPC: 0x400, SOCKET: 0x800 },
  });
});
