import type { AnyImage } from "criu-images/all";
import { imageOfFile } from "../../images/names.ts";
import { parsed, textsIn } from "../json.ts";
import { readFile, type Store, type StoredFile } from "../store.ts";
import type { DumpOptions } from "./containerd.ts";
import { type Mount, mountsOf } from "./mounts.ts";
import { type Interface, interfacesOf, optional } from "./network.ts";
import { type Pod, podOf } from "./pod.ts";
import { besideImages, type Sources, sourcesOf } from "./sources.ts";

/** Facts about a checkpoint that its engine wrote beside the images. All are absent in a dump of CRIU alone. */
export interface Metadata {
  /** Engine: `Podman`, `CRI-O`, `containerd`, `Docker`, or as an annotation names it. */
  readonly engine?: string;
  readonly container: {
    readonly id?: string;
    readonly name?: string;
    readonly hostname?: string;
    /** Command line. */
    readonly command: readonly string[];
  };
  /** Pod of Kubernetes. An archive of a whole pod names its containers. */
  readonly pod: Pod;
  readonly image: {
    /** Name with its tag: `docker.io/library/nginx:latest`. */
    readonly name?: string;
    /** Id, or reference with a digest. */
    readonly reference?: string;
  };
  /** Runtime of OCI: `runc`, `crun`, or containerd's name of it. */
  readonly runtime?: string;
  readonly created?: Date;
  readonly checkpointed?: Date;
  readonly restored?: Date;
  readonly interfaces: readonly Interface[];
  /** Addresses of the container, without the length of their prefix. */
  readonly addresses: readonly string[];
  readonly annotations: ReadonlyMap<string, string>;
  readonly mounts: readonly Mount[];
  /** Targets of the standard streams, as runc writes them: `/dev/null`, `pipe:[123]`. */
  readonly descriptors: readonly string[];
  /** Files of the container's image that it had deleted. */
  readonly deletedFiles: readonly string[];
  /** Statistics of the dump. */
  readonly statistics?: AnyImage;
  readonly sizes: {
    /** Files in the folder of the images, in bytes. */
    readonly images: number;
    /** Difference to the image's file system, in bytes; absent if there is none. */
    readonly rootfsDiff?: number;
  };
  /** Files that are not images: logs, archives, and the files that the other facts are from. */
  readonly files: readonly StoredFile[];
  /** Blobs of an image of OCI beside the layer with the images, with their sizes in bytes. */
  readonly blobs: readonly { readonly name: string; readonly mediaType: string; readonly size: number }[];
  /** Options of the dump that `ctr checkpoint` stored. */
  readonly options?: DumpOptions;
  /** Files of metadata that cannot be read. */
  readonly unreadable: readonly string[];
}

/** Reads the metadata beside the images; what is absent or in another form than expected, is left out. */
export async function metadataOf(store: Store, folder: string): Promise<Metadata> {
  const sources = await sourcesOf(store, folder);
  const given = [sources.pod, sources.spec].flatMap((one) => [...textsIn(one.get("annotations"))]);
  const annotations = new Map([...store.annotations, ...given]);
  const interfaces = interfacesOf(sources.network);
  const statistics = await statisticsIn(store, folder);
  return {
    ...namesOf(sources, annotations),
    ...timesOf(sources, annotations),
    interfaces,
    addresses: addressesOf(interfaces, annotations),
    annotations,
    mounts: mountsOf(sources),
    descriptors: sources.descriptors.list().flatMap((target) => target.text() ?? []),
    deletedFiles: sources.deleted.list().flatMap((file) => file.text() ?? []),
    ...(statistics !== undefined && "image" in statistics && { statistics }),
    sizes: sizesOf(store, folder, sources),
    blobs: (store.blobs ?? []).map(({ name, mediaType, bytes }) => ({ name, mediaType, size: bytes.size })),
    ...optional("options", sources.index.options),
    files: [...store.files.values()].filter((file) => file.kind === "file" && !isImage(file, folder)),
    unreadable: [...sources.unreadable, ...(statistics !== undefined && "file" in statistics ? [statistics.file] : [])],
  };
}

/** Names of annotations on an image of OCI, from checkpointctl's lib/annotations.go and from CRI-O. */
const LABELS = ["org.criu.checkpoint.", "io.kubernetes.cri-o.annotations.checkpoint."];

function labelled(annotations: ReadonlyMap<string, string>, ...names: readonly string[]): string | undefined {
  return names.flatMap((name) => LABELS.flatMap((label) => annotations.get(label + name) ?? []))[0];
}

function namesOf(
  sources: Sources,
  annotations: ReadonlyMap<string, string>,
): Pick<Metadata, "engine" | "container" | "pod" | "image" | "runtime"> {
  const { config, spec, status, index } = sources;
  const crio = parsed(annotations.get("io.kubernetes.cri-o.Metadata") ?? "");
  const command = spec.list("process", "args").flatMap((word) => word.text() ?? []);
  const name =
    crio?.text("name") ??
    annotations.get("io.kubernetes.cri.container-name") ??
    annotations.get("io.kubernetes.container.name") ??
    status.text("metadata", "name") ??
    config.text("name") ??
    labelled(annotations, "container.name", "name");
  return {
    ...optional("engine", engineOf(annotations, sources)),
    container: {
      ...optional("id", config.text("id") ?? status.text("id")),
      ...optional("name", name),
      ...optional("hostname", spec.text("hostname") ?? sources.podConfig.text("hostname")),
      command,
    },
    pod: podOf(sources, annotations),
    image: {
      ...optional("name", config.text("rootfsImageName") ?? labelled(annotations, "rootfsImageName") ?? index.image),
      ...optional("reference", config.text("rootfsImageRef") ?? labelled(annotations, "rootfsImageID")),
    },
    ...optional("runtime", config.text("runtime") ?? labelled(annotations, "runtime.name") ?? index.runtime),
  };
}

/** Names of engines, by the annotation `io.container.manager`. */
const MANAGERS: Readonly<Record<string, string>> = { libpod: "Podman", "cri-o": "CRI-O" };

/** Recognizes the engine, as checkpointctl does: only containerd writes a config.dump and no annotation of itself. */
function engineOf(annotations: ReadonlyMap<string, string>, { config, docker, index }: Sources): string | undefined {
  const manager = annotations.get("io.container.manager");
  const named = manager === undefined ? labelled(annotations, "engine.name") : (MANAGERS[manager] ?? manager);
  if (named !== undefined) return named;
  if (config.value !== undefined || index.runtime !== undefined) return "containerd";
  return docker.text("name") === undefined ? undefined : "Docker";
}

function timesOf(
  { config, ownStatus, docker }: Sources,
  annotations: ReadonlyMap<string, string>,
): Pick<Metadata, "created" | "checkpointed" | "restored"> {
  const crio = new Date(annotations.get("io.kubernetes.cri-o.Created") ?? Number.NaN);
  // containerd counts nanoseconds.
  const nanoseconds = ownStatus.number("CreatedAt");
  const created =
    config.time("createdTime") ??
    (Number.isNaN(crio.getTime()) ? undefined : crio) ??
    (nanoseconds === undefined ? undefined : new Date(nanoseconds / 1e6));
  return {
    ...optional("created", created),
    ...optional("checkpointed", config.time("checkpointedTime") ?? docker.time("created")),
    ...optional("restored", config.time("restoredTime")),
  };
}

function addressesOf(interfaces: readonly Interface[], annotations: ReadonlyMap<string, string>): string[] {
  const own = interfaces.flatMap(({ addresses }) => addresses.map((address) => address.replace(/\/\d+$/, "")));
  if (own.length > 0) return own;
  return [...annotations].flatMap(([key, value]) => (/^io\.kubernetes\.cri-o\.IP\.\d+$/.test(key) ? value : []));
}

/** File of statistics; CRIU writes it into its working folder. */
const STATISTICS = "stats-dump";

/** Reads the statistics; returns the name of the file if it cannot be read. */
async function statisticsIn(store: Store, folder: string): Promise<AnyImage | { file: string } | undefined> {
  const file = besideImages(store, folder, STATISTICS);
  if (file === undefined) return undefined;
  return readFile(store, file)
    .then(async (bytes) => (await import("criu-images/all")).decodeAnyImage(bytes, { file: STATISTICS }))
    .catch(() => ({ file }));
}

/** Adds up sizes. `ctr checkpoint` stores the difference to the file system as a layer beside the images. */
function sizesOf({ files, blobs = [] }: Store, folder: string, { index }: Sources): Metadata["sizes"] {
  const layer = index.runtime === undefined ? undefined : blobs.find(({ mediaType }) => /layer/.test(mediaType));
  const above = folder.replace(/[^/]+\/$/, "");
  const images = [...files.values()].filter(({ name }) => name.startsWith(folder));
  return {
    images: images.reduce((sum, { size }) => sum + size, 0),
    ...optional("rootfsDiff", files.get(`${above}rootfs-diff.tar`)?.size ?? layer?.bytes.size),
  };
}

function isImage({ name }: StoredFile, folder: string): boolean {
  const file = name.slice(folder.length);
  return name.startsWith(folder) && !file.includes("/") && imageOfFile(file) !== undefined;
}
