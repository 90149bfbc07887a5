import { describe, expect, it } from "vitest";
import type { What } from "../../../inspect/explore/explore.ts";
import { CHECKPOINTS, CORPUS, copyOf, crit, crits, edit, files, NO_CRIT, read, splitFiles, x } from "./support.ts";

/*
 * Compares the views with crit's, byte for byte. crit reads an edited copy of the images:
 * - crit fails on zombies: the process tree of the copy has none;
 * - crit before v4.2 does not know v4.2's field for the number of pages: the copy has the earlier field too.
 */

const skipped = NO_CRIT === undefined ? "" : ` (skipped: ${NO_CRIT})`;

/** Returns the pids of processes that have ended. */
function zombies(scenario: string): number[] {
  const folder = `${CORPUS}/${scenario}`;
  const pids = read(folder, "pstree.img", "PSTREE").entries.map(({ pid }) => pid);
  return pids.filter((pid) => read(folder, `core-${pid}.img`, "CORE").entries[0]?.tc?.task_state === 2);
}

function copyForCrit(scenario: string): string {
  const folder = copyOf(scenario);
  const ended = zombies(scenario);
  edit(folder, "pstree.img", "PSTREE", (image) => {
    image.entries = image.entries.filter(({ pid }) => !ended.includes(pid));
  });
  for (const file of files(folder, "pagemap-").filter((name) => /-\d+\.img/.test(name))) {
    if (file.includes("shmem")) continue;
    edit(folder, file, "PAGEMAP", (image) => {
      for (const entry of image.entries) entry.compat_nr_pages = Number(entry.nr_pages);
    });
  }
  return folder;
}

/** The bits of `vma_entry.status` that crit reads. */
const BITS = [0, 1, 2, 3, 6, 7, 8, 10, 11];
const SUBSETS = Array.from({ length: 1 << BITS.length }, (_, subset) =>
  BITS.filter((_, i) => (subset & (1 << i)) !== 0).reduce((status, bit) => status | (1 << bit), 0),
);

describe.skipIf(NO_CRIT !== undefined)(`the views equal crit's${skipped}`, () => {
  it("for more than 25 checkpoints", () => expect(CHECKPOINTS.length).toBeGreaterThan(25));

  it.each(CHECKPOINTS)("for the processes of %s", async (scenario) => {
    const copy = copyForCrit(scenario);
    const ended = zombies(scenario);
    const others: readonly What[] = ["fds", "mems", "rss"];
    const commands = [["x", `${CORPUS}/${scenario}`, "ps"], ...others.map((what) => ["x", copy, what])];
    const [ps, ...expectedOf] = crits(commands);
    expect(await x(`${CORPUS}/${scenario}`, "ps")).toBe(ps);
    for (const [i, what] of others.entries()) {
      const expected = expectedOf[i];
      expect(await x(copy, what), what).toBe(expected);
      const ours = await x(`${CORPUS}/${scenario}`, what);
      const living = ended.reduce(
        (text, pid) => text.replace(new RegExp(`^${pid}\\n\\t\\(zombie.*\\n`, "m"), ""),
        ours,
      );
      expect(living, what).toBe(expected);
    }
  });

  it("for areas of memory with any bits that crit reads", async () => {
    const folder = copyOf("basic");
    splitFiles(folder); // crit fails on a missing file if there is a files.img.
    edit(folder, "mm-2525.img", "MM", ({ entries: [mm] }) => {
      if (mm === undefined) throw new Error("no mm");
      mm.vmas = SUBSETS.map((status, i) => ({
        start: BigInt(i) << 40n,
        end: (BigInt(i) << 40n) + 4096n,
        pgoff: BigInt(i % 3) << 12n,
        shmid: BigInt(i % 7),
        prot: i % 8,
        flags: i % 2 === 0 ? 0x122 : 0x22,
        status,
        fd: -1n,
      }));
    });
    const text = await x(folder, "mems");
    expect(text).toBe(crit("x", folder, "mems"));
    for (const kind of ["ips[3]", "shmem[4]", "packet[1]", "[stack]", "[stack?]", "[vdso]", "(s)", " *"]) {
      expect(text).toContain(kind);
    }
  });

  it("for open files in one image per type, as before v3.4", async () => {
    const folder = copyOf("unixs");
    splitFiles(folder);
    expect(await x(folder, "fds")).toBe(crit("x", folder, "fds"));
    expect(await x(folder, "fds")).toBe(await x(`${CORPUS}/unixs`, "fds"));
    expect(await x(folder, "mems")).toBe(crit("x", folder, "mems"));
  });
});
