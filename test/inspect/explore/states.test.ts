import { describe, expect, it } from "vitest";
import { STATUS } from "../../../inspect/explore/area-status.ts";
import { copyOf, edit, read, x, xJson } from "./support.ts";

/** Makes a checkpoint of one process in this state. */
function inState(task_state: number, exit_code: number): string {
  const folder = copyOf("basic");
  edit(folder, "core-2525.img", "CORE", ({ entries: [entry] }) => {
    if (entry?.tc === undefined) throw new Error("no process");
    Object.assign(entry.tc, { task_state, exit_code });
  });
  return folder;
}

describe("a process", () => {
  it.each([2, 6])("in state %i is a zombie, shown only with its exit code", async (state) => {
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
  ])("with exit code %i is shown as %s", async (code, text) => {
    expect(await x(inState(6, code), "mems")).toBe(`2525\n\t(zombie, ${text})\n`);
  });

  it.each([
    [1, "alive"],
    [3, "stopped"],
    [4, 4],
    [5, 5],
    [7, 7],
  ])("in state %i is shown with its files, as %s", async (state, shown) => {
    const folder = inState(state, 0);
    expect((await xJson(folder, "ps"))[0].state).toBe(shown);
    expect((await xJson(folder, "fds"))[0].fds.length).toBeGreaterThan(0);
  });
});

it("the first of several open files with one id takes precedence, as in crit", async () => {
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

it("the type of each descriptor is shown by name", async () => {
  const folder = copyOf("basic");
  const types = read(folder, "fdinfo-2.img", "FDINFO").entries.map(({ type }) => type);
  expect(types.length).toBeGreaterThan(0);
  const [{ fds }] = await xJson(folder, "fds");
  expect(fds.map(({ type }: { type: unknown }) => type)).toEqual(types.map(() => expect.stringMatching(/^[A-Z_]+$/)));
});

it("the bits of an area's status have CRIU's values", () => {
  expect(STATUS).toEqual({
    ...{ REGULAR: 0x1, STACK: 0x2, VSYSCALL: 0x4, VDSO: 0x8, FILE_PRIVATE: 0x40, FILE_SHARED: 0x80 },
    ...{ ANON_SHARED: 0x100, SYSVIPC: 0x400, SOCKET: 0x800 },
    ...{ HEAP: 0x20, VVAR: 0x1000, AIORING: 0x2000, GUARD: 0x10000 },
  });
});
