/* The images of a checkpoint with one process, whose pages are written beside them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeAnyImage } from "criu-images/all";

export const PAGE = 4096;
export const PID = 7;
export const START = 0x10_0000_0000n;

/** Bounds of an address space, as the image has them. */
const BOUNDS = "start_code end_code start_data end_data start_stack start_brk brk arg_start arg_end env_start env_end";

/**
 * Writes the images of a process with one area, which ends with its last run.
 *
 * @param runs runs of pages: address, and number of pages
 */
export function writeImages(folder, runs) {
  const mm = Object.fromEntries(BOUNDS.split(" ").map((name) => [`mm_${name}`, 0n]));
  const [last, count] = runs.at(-1);
  const end = last + BigInt(count * PAGE);
  const vmas = [{ start: START, end, pgoff: 0n, shmid: 0n, prot: 3, flags: 0x22, status: 0x201, fd: -1n }];
  const entries = runs.map(([vaddr, pages]) => ({ vaddr, compat_nr_pages: 0, flags: 4, nr_pages: BigInt(pages) }));
  const images = [
    ["pstree.img", { image: "PSTREE", entries: [{ pid: PID, ppid: 0, pgid: PID, sid: PID, threads: [PID] }] }],
    [`pagemap-${PID}.img`, { image: "PAGEMAP", first: { pages_id: 1 }, entries }],
    [
      `mm-${PID}.img`,
      { image: "MM", entries: [{ ...mm, exe_file_id: 1, mm_saved_auxv: [6n, 4096n], vmas, aios: [] }] },
    ],
  ];
  mkdirSync(folder, { recursive: true });
  for (const [name, image] of images) writeFileSync(join(folder, name), encodeAnyImage(image));
}
