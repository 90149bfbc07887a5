import type { MntEntry } from "criu-images/messages/mnt-entry";

/** Options of mount(8) for the bits MS_* of the kernel. */
const BITS: Readonly<Record<string, number>> = {
  nosuid: 0x2,
  nodev: 0x4,
  noexec: 0x8,
  sync: 0x10,
  mand: 0x40,
  dirsync: 0x80,
  nosymfollow: 0x100,
  noatime: 0x400,
  nodiratime: 0x800,
  relatime: 0x20_0000,
  strictatime: 0x100_0000,
  lazytime: 0x200_0000,
};

/** MS_RDONLY */
const READ_ONLY = 0x1;

/** Formats the options of a mount and of its file system, as /proc/PID/mounts has them. */
export function optionsOf({ flags, sb_flags = 0, options }: MntEntry): string {
  const all = flags | sb_flags;
  const names = Object.keys(BITS).filter((name) => (all & (BITS[name] ?? 0)) !== 0);
  return [(all & READ_ONLY) === 0 ? "rw" : "ro", ...names, ...(options === "" ? [] : [options])].join(",");
}
