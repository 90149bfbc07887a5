import { CODES, type FindingCode } from "criu-checkpoint";
import type { ImageName, Images } from "criu-images";
import { describe, expect, it } from "vitest";
import { Draft } from "../../support/draft.ts";

/** A kind of damage: the checkpoint that has it, and the code and the place of the finding. */
interface Damage {
  readonly kind: string;
  readonly of: string;
  readonly do: (draft: Draft) => Draft;
  readonly found: readonly [
    code: FindingCode,
    file: string | RegExp,
    path?: string | RegExp | undefined,
    entry?: number,
  ];
  /** Codes of findings that the damage also causes elsewhere. */
  readonly also?: readonly FindingCode[];
}

type EntryOf<Name extends ImageName> = Images[Name] extends { entries: (infer Entry)[] } ? Entry : never;

/** Returns an entry of an image. */
function entryAt<Entry>({ entries }: { readonly entries: Entry[] }, index: number): Entry {
  const found = entries[index];
  if (found === undefined) throw new Error(`the image has no entry ${index}`);
  return found;
}

/** Returns the first entry of an image. */
function first<Entry>(image: { readonly entries: Entry[] }): Entry {
  return entryAt(image, 0);
}

/** Returns a change of the first entry that fits, or of the first. */
function entry<Name extends ImageName>(
  name: Name,
  change: (entry: EntryOf<Name>) => void,
  fits: (entry: EntryOf<Name>) => boolean = () => true,
): (draft: Draft) => Draft {
  return (draft) =>
    draft.edit(name, (image) => {
      const found = (image as { entries?: EntryOf<Name>[] }).entries?.find(fits);
      if (found === undefined) throw new Error(`no entry of ${name} fits`);
      change(found);
    });
}

/** Returns a file that has an image removed. */
const remove =
  (file: string) =>
  (draft: Draft): Draft =>
    draft.remove(file);

const NOBODY = 4711;

const DAMAGES: readonly Damage[] = [
  // ---- Files
  { kind: "the inventory is gone", of: "basic", do: remove("inventory.img"), found: ["missing-file", "inventory.img"] },
  { kind: "the process tree is gone", of: "basic", do: remove("pstree.img"), found: ["missing-file", "pstree.img"] },
  { kind: "a core is gone", of: "basic", do: remove("core-2525.img"), found: ["missing-file", "core-2525.img"] },
  {
    kind: "the core of a thread is gone",
    of: "threads",
    do: remove("core-2709.img"),
    found: ["missing-file", "core-2709.img"],
  },
  {
    kind: "the ids of a process are gone",
    of: "basic",
    do: remove("ids-2525.img"),
    found: ["missing-file", "ids-2525.img"],
    also: ["orphan-file", "missing-keys"],
  },
  { kind: "its file system is gone", of: "basic", do: remove("fs-2525.img"), found: ["missing-file", "fs-2525.img"] },
  { kind: "its memory map is gone", of: "basic", do: remove("mm-2525.img"), found: ["missing-file", "mm-2525.img"] },
  {
    kind: "its pagemap is gone",
    of: "basic",
    do: remove("pagemap-2525.img"),
    found: ["missing-file", "pagemap-2525.img"],
    also: ["orphan-file"],
  },
  { kind: "its pages are gone", of: "basic", do: remove("pages-1.img"), found: ["missing-file", "pages-1.img"] },
  {
    kind: "its descriptors are gone",
    of: "basic",
    do: remove("fdinfo-2.img"),
    found: ["missing-file", "fdinfo-2.img"],
  },
  {
    kind: "a deleted file is gone",
    of: "ghost",
    do: remove("ghost-file-3.img"),
    found: ["missing-file", "ghost-file-3.img"],
  },
  {
    kind: "a connection is gone",
    of: "tcp",
    do: remove("tcp-stream-daae4.img"),
    found: ["missing-file", "tcp-stream-daae4.img"],
  },
  {
    kind: "shared memory is gone",
    of: "basic",
    do: remove("pagemap-shmem-6589.img"),
    found: ["missing-file", "pagemap-shmem-6589.img"],
    also: ["orphan-file"],
  },
  {
    kind: "the mounts are gone",
    of: "mnt",
    do: remove("mountpoints-10.img"),
    found: ["missing-file", "mountpoints-10.img"],
  },
  { kind: "the devices are gone", of: "tcp", do: remove("netdev-9.img"), found: ["missing-file", "netdev-9.img"] },
  { kind: "the host name is gone", of: "uts", do: remove("utsns-9.img"), found: ["missing-file", "utsns-9.img"] },
  {
    kind: "the IPC settings are gone",
    of: "ipc",
    do: remove("ipcns-var-9.img"),
    found: ["missing-file", "ipcns-var-9.img"],
  },
  { kind: "the user map is gone", of: "userns", do: remove("userns-9.img"), found: ["missing-file", "userns-9.img"] },
  { kind: "the clocks are gone", of: "timens", do: remove("timens-9.img"), found: ["missing-file", "timens-9.img"] },
  {
    kind: "all open files are gone",
    of: "basic",
    do: remove("files.img"),
    found: ["missing-keys", /./],
    also: ["missing-keys"],
  },
  {
    kind: "a core of another checkpoint was copied",
    of: "basic",
    do: (draft) => draft.set("core-99.img", draft.files.get("core-2525.img") ?? 0),
    found: ["orphan-file", "core-99.img"],
  },
  {
    kind: "pages of another checkpoint were copied",
    of: "basic",
    do: (draft) => draft.set("pages-99.img", 4096),
    found: ["orphan-file", "pages-99.img"],
  },
  {
    kind: "a connection of another checkpoint was copied",
    of: "tcp",
    do: (draft) => draft.set("tcp-stream-1.img", draft.files.get("tcp-stream-daae4.img") ?? 0),
    found: ["orphan-file", "tcp-stream-1.img"],
  },
  {
    kind: "an image of the future",
    of: "basic",
    do: (draft) => draft.set("future-1.img", Uint8Array.of(0x19, 0x43, 0x56, 0x54, 1, 2, 3, 4)),
    found: ["unknown-file", "future-1.img"],
  },
  {
    kind: "a link in place of an image",
    of: "basic",
    do: (draft) => draft.set("creds-2525.img", "link"),
    found: ["no-file", "creds-2525.img"],
  },

  // ---- Ids and references
  {
    kind: "a descriptor of a file that is not there",
    of: "basic",
    do: entry("FDINFO", (one) => Object.assign(one, { id: NOBODY })),
    found: ["unknown-id", "fdinfo-2.img", "id", 0],
  },
  {
    kind: "a program that is not there",
    of: "basic",
    do: entry("MM", (one) => Object.assign(one, { exe_file_id: NOBODY })),
    found: ["unknown-id", "mm-2525.img", "exe_file_id", 0],
  },
  {
    kind: "a parent that is not there",
    of: "locks",
    do: entry(
      "PSTREE",
      (one) => Object.assign(one, { ppid: NOBODY }),
      ({ ppid }) => ppid !== 0,
    ),
    found: ["unknown-id", "pstree.img", "ppid", 1],
  },
  {
    kind: "a working directory that is not there",
    of: "basic",
    do: entry("FS", (one) => Object.assign(one, { cwd_id: NOBODY })),
    found: ["unknown-id", "fs-2525.img", "cwd_id", 0],
  },
  {
    kind: "a root that is not there",
    of: "basic",
    do: entry("FS", (one) => Object.assign(one, { root_id: NOBODY })),
    found: ["unknown-id", "fs-2525.img", "root_id", 0],
  },
  {
    kind: "an area of a file that is not there",
    of: "basic",
    do: entry("MM", ({ vmas }) => {
      const area = vmas.find(({ status }) => (status & 0x40) !== 0);
      if (area !== undefined) area.shmid = BigInt(NOBODY);
    }),
    found: ["unknown-id", "mm-2525.img", /^vmas\[\d+\]\.shmid$/, 0],
  },
  {
    kind: "a remap of a file that is not there",
    of: "ghost",
    do: entry("REMAP_FPATH", (one) => Object.assign(one, { orig_id: NOBODY })),
    found: ["unknown-id", "remap-fpath.img", "orig_id", 0],
  },
  {
    kind: "a peer that is not there",
    of: "unixs",
    do: entry(
      "FILES",
      ({ usk }) => Object.assign(usk ?? {}, { peer: NOBODY }),
      ({ usk }) => (usk?.peer ?? 0) !== 0,
    ),
    found: ["unknown-id", "files.img", "usk.peer"],
  },
  {
    kind: "an inode of a memfd that is not there",
    of: "fds",
    do: entry(
      "FILES",
      ({ memfd }) => Object.assign(memfd ?? {}, { inode_id: NOBODY }),
      ({ memfd }) => memfd !== undefined,
    ),
    found: ["unknown-id", "files.img", "memfd.inode_id"],
    also: ["orphan-file"],
  },
  {
    kind: "data of a pipe that is not there",
    of: "fds",
    do: entry("PIPES_DATA", (one) => Object.assign(one, { pipe_id: NOBODY })),
    found: ["unknown-id", "pipes-data.img", "pipe_id", 0],
  },
  {
    kind: "data of a named pipe that is not there",
    of: "fds",
    do: entry("FIFO_DATA", (one) => Object.assign(one, { pipe_id: NOBODY })),
    found: ["unknown-id", "fifo-data.img", "pipe_id", 0],
  },
  {
    kind: "a terminal that is not there",
    of: "tty",
    do: entry(
      "FILES",
      ({ tty }) => Object.assign(tty ?? {}, { tty_info_id: NOBODY }),
      ({ tty }) => tty !== undefined,
    ),
    found: ["unknown-id", "files.img", "tty.tty_info_id"],
  },
  {
    kind: "data of a terminal that is not there",
    of: "tty",
    do: entry("TTY_DATA", (one) => Object.assign(one, { tty_id: NOBODY })),
    found: ["unknown-id", "tty-data.img", "tty_id", 0],
  },
  {
    kind: "a mount that is not there",
    of: "mnt",
    do: entry(
      "FILES",
      ({ reg }) => Object.assign(reg ?? {}, { mnt_id: NOBODY }),
      ({ reg }) => reg?.mnt_id !== undefined,
    ),
    found: ["unknown-id", "files.img", "reg.mnt_id"],
  },
  {
    kind: "control groups that are not there",
    of: "cgroup",
    do: entry("CORE", ({ thread_core }) => Object.assign(thread_core ?? {}, { cg_set: NOBODY })),
    found: ["unknown-id", "core-16586.img", "thread_core.cg_set", 0],
  },
  {
    kind: "a lock of a process that is not there",
    of: "locks",
    do: entry("FILE_LOCKS", (one) => Object.assign(one, { pid: NOBODY })),
    found: ["unknown-id", "filelocks.img", "pid", 0],
  },
  {
    kind: "packets of a socket that is not there",
    of: "unixs",
    do: entry("SK_QUEUES", (one) => Object.assign(one, { id_for: NOBODY })),
    found: ["unknown-id", "sk-queues.img", "id_for", 0],
  },
  {
    kind: "content of a BPF map that is not there",
    of: "bpfmap",
    do: entry("BPFMAP_DATA", (one) => Object.assign(one, { map_id: NOBODY })),
    found: ["unknown-id", "bpfmap-data.img", "map_id", 0],
  },
  {
    kind: "a descriptor with another type than its file",
    of: "basic",
    do: entry(
      "FDINFO",
      (one) => Object.assign(one, { type: 2 }),
      ({ type }) => type === 1,
    ),
    found: ["unequal-fields", "fdinfo-2.img", "type"],
  },
  {
    kind: "pages beyond the end of a memfd",
    of: "fds",
    do: entry("MEMFD_INODE", (one) => Object.assign(one, { size: 1n })),
    found: ["outside-area", /^pagemap-shmem-/],
  },
  {
    kind: "pages beyond the end of shared memory",
    of: "basic",
    do: (draft) =>
      draft.edit("SHMEM_PAGEMAP", ({ entries }) => {
        const last = entries.at(-1);
        if (last !== undefined) last.vaddr += 1n << 40n;
      }),
    found: ["outside-area", /^pagemap-shmem-/],
  },
  {
    kind: "pages that the parent does not have",
    of: "incr/1",
    do: (draft) => {
      draft.parent?.edit("PAGEMAP", ({ entries }) => void entries.splice(0));
      return draft;
    },
    found: ["not-in-parent", /^pagemap-/],
    also: ["not-in-parent"],
  },
  {
    kind: "an archive with two entries of one name",
    of: "basic",
    do: (draft) => {
      draft.problems.push({ code: "duplicate", name: "pstree.img", offset: 512 });
      return draft;
    },
    found: ["odd-entry", "pstree.img"],
  },
  {
    kind: "a deleted file that is not there",
    of: "ghost",
    do: entry(
      "REMAP_FPATH",
      (one) => Object.assign(one, { remap_id: NOBODY }),
      ({ remap_type }) => remap_type === 1 || remap_type === undefined,
    ),
    found: ["missing-file", /^ghost-file-/],
    also: ["orphan-file"],
  },
  {
    kind: "a table of descriptors that is not there",
    of: "basic",
    do: entry("IDS", (one) => Object.assign(one, { files_id: NOBODY })),
    found: ["missing-file", "fdinfo-4711.img"],
    also: ["orphan-file"],
  },
  {
    kind: "two processes with one pid",
    of: "locks",
    do: (draft) => draft.edit("PSTREE", (image) => void Object.assign(entryAt(image, 1), { pid: first(image).pid })),
    found: ["duplicate-id", "pstree.img", "pid", 1],
    also: ["orphan-file", "unknown-id"],
  },
  {
    kind: "two files with one id",
    of: "basic",
    do: (draft) => draft.edit("FILES", ({ entries }) => void entries.push(...entries.slice(0, 1))),
    found: ["duplicate-id", "files.img", "id"],
    also: ["duplicate-id"],
  },
  {
    kind: "two sockets with one inode",
    of: "unixs",
    do: (draft) =>
      draft.edit("FILES", ({ entries }) => {
        const [one, other] = entries.flatMap(({ usk }) => usk ?? []);
        if (one !== undefined && other !== undefined) other.ino = one.ino;
      }),
    found: ["duplicate-id", "files.img", "usk.ino"],
    also: ["unknown-id"],
  },
  {
    kind: "two mounts with one id",
    of: "mnt",
    do: (draft) =>
      draft.edit("MNTS", (image) => void Object.assign(entryAt(image, 2), { mnt_id: entryAt(image, 1).mnt_id })),
    found: ["duplicate-id", "mountpoints-10.img", "mnt_id", 2],
  },
  {
    kind: "two pagemaps with one file of pages",
    of: "locks",
    do: (draft) => draft.set("pagemap-4117.img", draft.files.get("pagemap-4116.img") ?? 0),
    found: ["duplicate-id", "pagemap-4117.img", "pages_id"],
    also: ["orphan-file", "outside-area"],
  },

  // ---- Fields of one message
  {
    kind: "a file whose ids differ",
    of: "basic",
    do: entry(
      "FILES",
      ({ reg }) => Object.assign(reg ?? {}, { id: NOBODY }),
      ({ reg }) => reg !== undefined,
    ),
    found: ["unequal-fields", "files.img", "reg.id"],
  },
  {
    kind: "a file of another type",
    of: "basic",
    do: entry(
      "FILES",
      (one) => Object.assign(one, { type: 2 }),
      ({ reg }) => reg !== undefined,
    ),
    found: ["wrong-choice", "files.img", "reg"],
    also: ["missing-choice", "unknown-id"],
  },
  {
    kind: "a file without its body",
    of: "basic",
    do: entry(
      "FILES",
      (one) => void delete one.reg,
      ({ reg }) => reg !== undefined,
    ),
    found: ["missing-choice", "files.img", "type"],
  },
  {
    kind: "registers of another machine",
    of: "basic",
    do: entry("CORE", (one) => Object.assign(one, { mtype: 2 })),
    found: ["wrong-choice", "core-2525.img", "thread_info", 0],
  },
  {
    kind: "a port of 70000",
    of: "tcp",
    do: entry(
      "FILES",
      ({ isk }) => Object.assign(isk ?? {}, { src_port: 70000 }),
      ({ isk }) => isk !== undefined,
    ),
    found: ["over-limit", "files.img", "isk.src_port"],
  },
  {
    kind: "a name of a process of 16 bytes",
    of: "basic",
    do: entry("CORE", ({ tc }) => Object.assign(tc ?? {}, { comm: "x".repeat(16) })),
    found: ["over-limit", "core-2525.img", "tc.comm", 0],
  },
  {
    kind: "a name that utsname cannot hold",
    of: "uts",
    do: entry("UTSNS", (one) => Object.assign(one, { nodename: "x".repeat(65) })),
    found: ["over-limit", "utsns-9.img", "nodename", 0],
  },
  {
    kind: "a path that a socket cannot have",
    of: "unixs",
    do: entry(
      "FILES",
      ({ usk }) => Object.assign(usk ?? {}, { name: new Uint8Array(109) }),
      ({ usk }) => usk !== undefined,
    ),
    found: ["over-limit", "files.img", "usk.name"],
  },
  {
    kind: "a pid that no kernel gives",
    of: "basic",
    do: entry("PSTREE", (one) => void one.threads.push(1 << 23)),
    found: ["over-limit", "pstree.img", "threads[1]", 0],
    also: ["missing-file"],
  },
  {
    kind: "an impossible umask",
    of: "basic",
    do: entry("FS", (one) => Object.assign(one, { umask: 0o1777 })),
    found: ["over-limit", "fs-2525.img", "umask", 0],
  },
  {
    kind: "more unsent than queued bytes",
    of: "tcp",
    do: entry("TCP_STREAM", (one) => Object.assign(one, { unsq_len: one.outq_len + 1 })),
    found: ["over-limit", "tcp-stream-daae1.img", "unsq_len", 0],
  },
  {
    kind: "a root of a cgroup namespace that is longer than the path",
    of: "cgns",
    do: entry(
      "CGROUP",
      ({ sets }) => Object.assign(sets[0]?.ctls[0] ?? {}, { cgns_prefix: 500 }),
      ({ sets }) => sets.length > 0,
    ),
    found: ["over-limit", "cgroup.img", "sets[0].ctls[0].cgns_prefix", 0],
  },
  {
    kind: "an address of three words",
    of: "tcp",
    do: entry(
      "FILES",
      ({ isk }) => void isk?.src_addr.push(0, 0),
      ({ isk }) => isk !== undefined,
    ),
    found: ["wrong-count", "files.img", "isk.src_addr"],
  },
  {
    kind: "an unknown type of file",
    of: "basic",
    do: entry("FDINFO", (one) => Object.assign(one, { type: 99 })),
    found: ["unknown-value", "fdinfo-2.img", "type", 0],
    also: ["unequal-fields"],
  },
  {
    kind: "a field of the future",
    of: "basic",
    do: entry("PSTREE", (one) => Object.assign(one, { $unknown: [{ after: 5, bytes: Uint8Array.of(0xf8, 0x01, 1) }] })),
    found: ["unknown-field", "pstree.img", "", 0],
  },
  {
    kind: "a field of the future, in a message of a message",
    of: "basic",
    do: entry("CORE", ({ tc }) =>
      Object.assign(tc ?? {}, { $unknown: [{ after: 1, bytes: Uint8Array.of(0xf8, 0x0f, 1) }] }),
    ),
    found: ["unknown-field", "core-2525.img", "tc", 0],
  },

  // ---- Lists
  {
    kind: "a descriptor twice",
    of: "basic",
    do: (draft) => draft.edit("FDINFO", (image) => void Object.assign(entryAt(image, 1), { fd: first(image).fd })),
    found: ["duplicate-value", "fdinfo-2.img", "fd", 1],
  },
  {
    kind: "two devices with one name",
    of: "tcp",
    do: (draft) => draft.edit("NETDEV", ({ entries }) => void entries.push(...entries.slice(0, 1))),
    found: ["duplicate-value", "netdev-9.img", "name"],
    also: ["duplicate-id"],
  },
  {
    kind: "a file with two remaps",
    of: "ghost",
    do: (draft) =>
      draft.edit("REMAP_FPATH", (image) => void Object.assign(entryAt(image, 1), { orig_id: first(image).orig_id })),
    found: ["duplicate-value", "remap-fpath.img", "orig_id", 1],
  },
  {
    kind: "areas in the wrong order",
    of: "basic",
    do: entry("MM", ({ vmas }) => void vmas.reverse()),
    found: ["bad-range", "mm-2525.img", "vmas[1]", 0],
    also: ["bad-range", "outside-area"],
  },
  {
    kind: "an area that ends before it begins",
    of: "basic",
    do: entry("MM", ({ vmas: [area] }) => area && Object.assign(area, { end: area.start })),
    found: ["bad-range", "mm-2525.img", "vmas[0]", 0],
    also: ["outside-area"],
  },
  {
    kind: "areas that overlap",
    of: "basic",
    do: entry("MM", ({ vmas: [area, next] }) => area && next && Object.assign(area, { end: next.end })),
    found: ["bad-range", "mm-2525.img", "vmas[1]", 0],
  },

  // ---- Pages
  {
    kind: "a run inside of a page",
    of: "basic",
    do: entry("PAGEMAP", (one) => Object.assign(one, { vaddr: one.vaddr + 1n })),
    found: ["bad-run", "pagemap-2525.img", "", 0],
    also: ["outside-area", "bad-run"],
  },
  {
    kind: "runs in the wrong order",
    of: "basic",
    do: (draft) => draft.edit("PAGEMAP", ({ entries }) => void entries.reverse()),
    found: ["bad-run", "pagemap-2525.img", "", 1],
    also: ["bad-run", "outside-area"],
  },
  {
    kind: "a run outside of all areas",
    of: "basic",
    do: entry("PAGEMAP", (one) => Object.assign(one, { vaddr: 0n })),
    found: ["outside-area", "pagemap-2525.img", "", 0],
  },
  {
    kind: "a run past the end of its area",
    of: "basic",
    do: (draft) =>
      draft.edit("PAGEMAP", ({ entries }) => void Object.assign(entries.at(-1) ?? {}, { nr_pages: 1n << 20n })),
    found: ["outside-area", "pagemap-2525.img"],
    also: ["wrong-size"],
  },
  {
    kind: "an area that is gone below its pages",
    of: "basic",
    do: entry("MM", ({ vmas }) => void vmas.splice(0, 2)),
    found: ["outside-area", "pagemap-2525.img"],
    also: ["outside-area"],
  },
  {
    kind: "pages that end too early",
    of: "basic",
    do: (draft) => draft.set("pages-1.img", Number(draft.files.get("pages-1.img")) - 4096),
    found: ["wrong-size", "pages-1.img"],
  },
  {
    kind: "pages that nobody claims",
    of: "basic",
    do: (draft) => draft.set("pages-1.img", Number(draft.files.get("pages-1.img")) + 1),
    found: ["wrong-size", "pages-1.img"],
  },
  {
    kind: "a run that is longer than its pages",
    of: "basic",
    do: (draft) =>
      draft.edit(
        "SHMEM_PAGEMAP",
        (image) => void Object.assign(first(image), { nr_pages: (first(image).nr_pages ?? 0n) + 1n }),
      ),
    found: ["wrong-size", /^pages-\d+\.img$/],
  },
  {
    kind: "pages in a parent that is not there",
    of: "basic",
    do: entry("PAGEMAP", (one) => Object.assign(one, { flags: 1 })),
    found: ["missing-parent", "pagemap-2525.img", "", 0],
    also: ["wrong-size"],
  },

  // ---- Bytes
  {
    kind: "an unknown version",
    of: "basic",
    do: entry("INVENTORY", (one) => Object.assign(one, { img_version: 9 })),
    found: ["unknown-version", "inventory.img", "img_version", 0],
  },
  {
    kind: "an image without its head",
    of: "basic",
    do: (draft) => draft.bytes("pstree.img", (bytes) => bytes.subarray(4)),
    found: ["missing-head", "pstree.img"],
  },
  {
    kind: "heads in a version without heads",
    of: "uts",
    do: entry("INVENTORY", (one) => Object.assign(one, { img_version: 1 })),
    found: ["unexpected-head", "pstree.img"],
    also: ["unexpected-head"],
  },
  {
    kind: "the head of a service file",
    of: "basic",
    do: (draft) => draft.bytes("pstree.img", (bytes) => Uint8Array.of(0x40, 0x59, 0x10, 0x55, ...bytes.subarray(4))),
    found: ["swapped-head", "pstree.img"],
  },
  {
    kind: "another image under the name",
    of: "basic",
    do: (draft) => draft.set("fs-2525.img", draft.files.get("ids-2525.img") ?? 0),
    found: ["bad-magic", "fs-2525.img"],
  },
  {
    kind: "an image of zeros",
    of: "basic",
    do: (draft) => draft.bytes("fs-2525.img", (bytes) => bytes.fill(0)),
    found: ["bad-magic", "fs-2525.img"],
  },
  {
    kind: "an image that ends inside an entry",
    of: "basic",
    do: (draft) => draft.bytes("mm-2525.img", (bytes) => bytes.subarray(0, -1)),
    found: ["truncated", "mm-2525.img", undefined, 0],
  },
  {
    kind: "an image that ends inside an extra",
    of: "fds",
    do: (draft) => draft.bytes("pipes-data.img", (bytes) => bytes.subarray(0, -1)),
    found: ["truncated", "pipes-data.img"],
  },
  {
    kind: "an empty image",
    of: "basic",
    do: (draft) => draft.bytes("mm-2525.img", () => new Uint8Array()),
    found: ["bad-magic", "mm-2525.img"],
  },
  {
    kind: "a field past the end of its message",
    of: "basic",
    do: (draft) => draft.bytes("mm-2525.img", (bytes) => cut(bytes, 12)),
    found: ["overrun", "mm-2525.img", undefined, 0],
  },
  {
    kind: "a tag that protobuf does not have",
    of: "basic",
    do: (draft) => draft.bytes("fs-2525.img", (bytes) => replaced(bytes, 12, 0x07)),
    found: ["bad-tag", "fs-2525.img", undefined, 0],
  },
  {
    kind: "a number without an end",
    of: "basic",
    do: (draft) => draft.bytes("mm-2525.img", (bytes) => bytes.fill(0xff, 13, 30)),
    found: ["bad-varint", "mm-2525.img", undefined, 0],
  },
  {
    kind: "a required field that is absent",
    of: "basic",
    do: (draft) => draft.bytes("ids-2525.img", (bytes) => Uint8Array.of(...bytes.subarray(0, 8), 0, 0, 0, 0)),
    found: ["missing-field", "ids-2525.img", undefined, 0],
  },
];

/** Shortens the message at an offset by one byte, without its file. */
function cut(bytes: Uint8Array, at: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setUint32(at - 4, view.getUint32(at - 4, true) - 1, true);
  return bytes;
}

function replaced(bytes: Uint8Array, at: number, byte: number): Uint8Array {
  bytes[at] = byte;
  return bytes;
}

const drafts = new Map<string, Promise<Draft>>();

function copyOf({ files, parent }: Draft): Draft {
  const copy = new Draft(files);
  if (parent !== undefined) copy.parent = copyOf(parent);
  return copy;
}

/** Returns a copy of a checkpoint that is sound. */
async function draftOf(name: string): Promise<Draft> {
  const draft = drafts.get(name) ?? soundOf(name);
  drafts.set(name, draft);
  return copyOf(await draft);
}

/** Reads a level of a chain with the levels above it. */
async function withParent(name: string): Promise<Draft> {
  const draft = await Draft.of(name);
  const [, chain, level] = /^(incr\/)(\d)$/.exec(name) ?? [];
  if (Number(level) > 0) draft.parent = await withParent(`${chain}${Number(level) - 1}`);
  return draft;
}

async function soundOf(name: string): Promise<Draft> {
  const draft = await withParent(name);
  expect(await draft.validate()).toEqual([]);
  return draft;
}

describe("damage of a checkpoint", () => {
  it.each(DAMAGES)(
    "is found at its place: $kind",
    async ({ of, do: damage, found: [code, file, path, index], also }) => {
      const draft = await draftOf(of);
      const findings = await damage(draft).validate();
      const text = (wanted: string | RegExp): unknown =>
        typeof wanted === "string" ? wanted : expect.stringMatching(wanted);
      expect(findings).toContainEqual(
        expect.objectContaining({
          code,
          file: text(file),
          ...(path !== undefined && { path: text(path) }),
          ...(index !== undefined && { entry: index }),
        }),
      );
      const others = findings.filter((one) => one.code !== code && also?.includes(one.code) !== true);
      expect(others).toEqual([]);
      if (also?.includes(code) !== true) expect(findings.filter((one) => one.code === code)).toHaveLength(1);
    },
  );

  it("is of many kinds, with all codes", () => {
    expect(new Set(DAMAGES.map(({ kind }) => kind)).size).toBe(DAMAGES.length);
    expect(DAMAGES.length).toBeGreaterThanOrEqual(80);
    const codes = new Set(DAMAGES.map(({ found: [code] }) => code));
    // The first is of `--for`, and those with `host` of `--host`; the others are those of the package's readers, and tested there.
    const others = ["not-in-release", "bad-length", "bad-value", "too-deep", "too-large", "too-much"];
    const own = Object.keys(CODES).filter((code) => !code.startsWith("host-"));
    expect(own.filter((code) => !codes.has(code as FindingCode))).toEqual(others);
  });
});
