import type { Sources } from "./sources.ts";

/** A mount of the container, from its specification. */
export interface Mount {
  readonly destination: string;
  /** File system, or `bind`. */
  readonly type: string;
  readonly source: string;
  readonly options: readonly string[];
}

/** Reads the mounts of the specification, and those that only CRI-O's list or containerd's status have. */
export function mountsOf({ spec, bindMounts, status }: Sources): Mount[] {
  const mounts = spec.list("mounts").map((mount) => ({
    destination: mount.text("destination") ?? "",
    type: mount.text("type") ?? "bind",
    source: mount.text("source") ?? "",
    options: mount.list("options").flatMap((option) => option.text() ?? []),
  }));
  const others = [
    ...bindMounts.list().map((mount) => ({ from: mount.text("source"), to: mount.text("destination") })),
    ...status.list("mounts").map((mount) => ({ from: mount.text("host_path"), to: mount.text("container_path") })),
  ];
  const known = new Set(mounts.map(({ destination }) => destination));
  return [
    ...mounts,
    ...others.flatMap(({ from = "", to }) =>
      to === undefined || known.has(to) ? [] : { destination: to, type: "bind", source: from, options: [] },
    ),
  ];
}
