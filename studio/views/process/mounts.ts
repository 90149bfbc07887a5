import { Fstype } from "criu-images/enums/fstype";
import { optionsOf } from "../../../inspect/explore/mount-options.ts";
import type { Opened } from "../../engine/opened.ts";

/** A mount that a process sees. */
export interface MountLine {
  readonly mountpoint: string;
  readonly source: string;
  readonly fstype: string;
  readonly options: string;
  readonly file: string;
  readonly entry: number;
}

const NAMES = new Map(Object.entries(Fstype).map(([name, number]) => [number as number, name.toLowerCase()]));

/** Lists the mounts in the namespace of a process; none if the namespace was not dumped. */
export async function mountsOf({ checkpoint }: Opened, pid: number): Promise<MountLine[]> {
  const graph = await checkpoint.graph();
  const [namespace] = graph.of("process", pid).follow("mount-namespace");
  const image = await namespace?.read("MNTS");
  const file = namespace?.files.find((one) => one.image === "MNTS")?.file ?? "";
  return (image?.entries ?? []).map((mount, entry) => ({
    mountpoint: mount.mountpoint,
    source: mount.root === "/" ? mount.source : `${mount.source}[${mount.root}]`,
    fstype: mount.fsname ?? NAMES.get(mount.fstype) ?? `${mount.fstype}`,
    options: optionsOf(mount),
    file,
    entry,
  }));
}
