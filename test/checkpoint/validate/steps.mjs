import process from "node:process";
import { pathToFileURL } from "node:url";
import { stepsOf } from "../../support/steps.mjs";

/*
 * Counts the code that runs to validate a checkpoint of some processes, and of twice as many, and to compare it with a
 * copy: `node FLAGS steps.mjs FOLDER`.
 */

const [, , folder = ""] = process.argv;
const load = (path) => import(pathToFileURL(`${folder}/node_modules/${path}`).href);
const { encodeAnyImage } = await load("criu-images/dist/index.js");
const { Checkpoint, compareCheckpoints, graphOf, memoryBytes, validate } = await load("criu-checkpoint/dist/index.js");

const AREAS = 6;
const FILES = 4;

/** Makes a checkpoint of `n` processes with areas, descriptors and runs of pages; one area maps a file. */
function checkpointOf(n) {
  const ids = Array.from({ length: n }, (_, i) => i + 10);
  const area = (i) => ({
    start: BigInt(i) * 8192n,
    end: BigInt(i) * 8192n + 4096n,
    pgoff: 0n,
    shmid: 0n,
    prot: 3,
    flags: 34,
    status: 0x201,
    fd: -1n,
  });
  const images = [
    { image: "INVENTORY", entries: [{ img_version: 2 }] },
    { image: "PSTREE", entries: ids.map((pid) => ({ pid, ppid: 0, pgid: pid, sid: pid, threads: [pid] })) },
    {
      image: "FILES",
      entries: ids.flatMap((id) =>
        Array.from({ length: FILES }, (_, i) => ({
          type: 8,
          id: id * FILES + i,
          efd: {
            id: id * FILES + i,
            flags: 0,
            fown: { uid: 0, euid: 0, signum: 0, pid_type: 0, pid: id },
            counter: 0n,
          },
        })),
      ),
    },
    ...ids.flatMap((id) => [
      [{ image: "IDS", entries: [{ vm_id: id, files_id: id, fs_id: id, sighand_id: id }] }, id],
      [
        {
          image: "FDINFO",
          entries: Array.from({ length: FILES }, (_, fd) => ({ id: id * FILES + fd, flags: 0, type: 8, fd })),
        },
        id,
      ],
      [
        {
          image: "PAGEMAP",
          first: { pages_id: id },
          entries: Array.from({ length: AREAS }, (_, i) => ({
            vaddr: BigInt(i) * 8192n,
            nr_pages: 1n,
            compat_nr_pages: 0,
            flags: 4,
          })),
        },
        id,
      ],
      [
        {
          image: "MM",
          entries: [
            {
              mm_start_code: 0n,
              mm_end_code: 0n,
              mm_start_data: 0n,
              mm_end_data: 0n,
              mm_start_stack: 0n,
              mm_start_brk: 0n,
              mm_brk: 0n,
              mm_arg_start: 0n,
              mm_arg_end: 0n,
              mm_env_start: 0n,
              mm_env_end: 0n,
              exe_file_id: 1,
              mm_saved_auxv: [6n, 4096n],
              aios: [],
              vmas: [
                ...Array.from({ length: AREAS }, (_, i) => area(i)),
                { ...area(AREAS), shmid: BigInt(id * FILES), flags: 2, status: 0x41, fd: 0n },
              ],
            },
          ],
        },
        id,
      ],
    ]),
  ];
  const NAMES = {
    INVENTORY: "inventory",
    PSTREE: "pstree",
    FILES: "files",
    IDS: "ids",
    FDINFO: "fdinfo",
    PAGEMAP: "pagemap",
    MM: "mm",
  };
  const files = new Map(
    images.map((one) => {
      const [image, id] = Array.isArray(one) ? one : [one];
      const name = `${NAMES[image.image]}${id === undefined ? "" : `-${id}`}.img`;
      return [name, encodeAnyImage(image)];
    }),
  );
  const store = {
    form: "memory",
    files: new Map([...files].map(([name, { length }]) => [name, { name, kind: "file", size: length }])),
    problems: [],
    annotations: new Map(),
    bytes: (name) => memoryBytes(files.get(name)),
    close: async () => {},
  };
  return new Checkpoint(store, "");
}

/** Compares a checkpoint with itself, as with a copy. */
const compare = (checkpoint) => compareCheckpoints(checkpoint, new Checkpoint(checkpoint.store, ""));

const results = {};
for (const [name, read] of Object.entries({ validate, graphOf, compare })) {
  const counted = [];
  await read(checkpointOf(20));
  for (const n of [40, 80]) {
    const checkpoint = checkpointOf(n);
    counted.push(
      await stepsOf(
        (url) => url.includes("/dist/"),
        () => read(checkpoint),
      ),
    );
  }
  results[name] = counted;
}
console.log(JSON.stringify(results));
