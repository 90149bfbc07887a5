import { POD_OPTIONS } from "../hint.ts";
import { type Json, Json as JsonValue, jsonAt } from "../json.ts";
import type { Store } from "../store.ts";
import { type IndexFacts, indexFacts } from "./containerd.ts";

/** JSON that engines and runtimes write beside the images. A file that is absent or no JSON has no values. */
export interface Sources {
  /** Podman, CRI-O, containerd: facts about the container. */
  readonly config: Json;
  /** Podman, CRI-O, containerd: the specification of OCI's runtime-spec. */
  readonly spec: Json;
  /** containerd: the status of CRI's API. */
  readonly status: Json;
  /** containerd: its own status. */
  readonly ownStatus: Json;
  /** Podman: result of CNI or of netavark. */
  readonly network: Json;
  /** CRI-O: bind mounts from outside of the container. */
  readonly bindMounts: Json;
  /** Docker: options of the checkpoint. */
  readonly docker: Json;
  /** runc: targets of the standard streams. */
  readonly descriptors: Json;
  /** Podman, CRI-O: files of the image that the container deleted. */
  readonly deleted: Json;
  /** Containers and annotations of a pod. */
  readonly pod: Json;
  /** Configuration of a pod, in the form of CRI's API. */
  readonly podConfig: Json;
  /** containerd: facts in the index of `ctr checkpoint`. */
  readonly index: IndexFacts;
  /** Names of files that are no JSON. */
  readonly unreadable: readonly string[];
}

/** Files, by their part of the metadata. */
const FILES = {
  config: "config.dump",
  spec: "spec.dump",
  status: "status.dump",
  ownStatus: "status",
  network: "network.status",
  bindMounts: "bind.mounts",
  docker: "config.json",
  descriptors: "descriptors.json",
  deleted: "deleted.files",
  pod: POD_OPTIONS,
  podConfig: "pod.dump",
} as const;

/** Names of all files with metadata. */
export const METADATA_FILES: readonly string[] = Object.values(FILES);

/** Finds a file beside the folder of the images, beside the images, or further up, as engines have them. */
export function besideImages({ files }: Store, folder: string, name: string): string | undefined {
  const [above = "", ...higher] = foldersAbove(folder);
  return [above, folder, ...higher].map((one) => one + name).find((path) => files.get(path)?.kind === "file");
}

/** Lists the folders above a folder, the nearest first; the top is above all, also above itself. */
function foldersAbove(folder: string): string[] {
  const above = folder.replace(/[^/]+\/$/, "");
  return above === "" ? [above] : [above, ...foldersAbove(above)];
}

/** Reads the metadata beside the images. */
export async function sourcesOf(store: Store, folder: string): Promise<Sources> {
  const unreadable: string[] = [];
  const read = async (name: string): Promise<Json> => {
    const path = besideImages(store, folder, name);
    if (path === undefined) return new JsonValue(undefined);
    return jsonAt(store, path).catch(() => {
      unreadable.push(path);
      return new JsonValue(undefined);
    });
  };
  const values = new Map<string, Json>();
  // One after the other, in the order of the source: a compressed one is read in one pass.
  for (const [part, name] of Object.entries(FILES)) values.set(part, await read(name));
  const of = (part: keyof typeof FILES): Json => values.get(part) ?? new JsonValue(undefined);
  const index = await indexFacts(store);
  const spec = of("spec");
  return {
    index,
    config: of("config"),
    spec: spec.value === undefined ? index.spec : spec,
    status: of("status"),
    ownStatus: of("ownStatus"),
    network: of("network"),
    bindMounts: of("bindMounts"),
    docker: of("docker"),
    descriptors: of("descriptors"),
    deleted: of("deleted"),
    pod: of("pod"),
    podConfig: of("podConfig"),
    unreadable: [...unreadable, ...index.unreadable],
  };
}
