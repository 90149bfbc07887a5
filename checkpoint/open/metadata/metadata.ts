import type { AnyImage } from "criu-images/all";
import { imageOfFile } from "../../images/names.ts";
import { parsed, textsIn } from "../json.ts";
import { readFile, type Store, type StoredFile } from "../store.ts";
import { type Mount, mountsOf } from "./mounts.ts";
import { type Interface, interfacesOf, optional } from "./network.ts";
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
  readonly pod: { readonly name?: string; readonly namespace?: string; readonly containers: readonly string[] };
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
    sizes: sizesOf(store, folder),
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
  { config, spec, status, docker, pod }: Sources,
  annotations: ReadonlyMap<string, string>,
): Pick<Metadata, "engine" | "container" | "pod" | "image" | "runtime"> {
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
    ...optional("engine", engineOf(annotations, config.value !== undefined, docker.text("name") !== undefined)),
    container: {
      ...optional("id", config.text("id") ?? status.text("id")),
      ...optional("name", name),
      ...optional("hostname", spec.text("hostname")),
      command,
    },
    pod: {
      ...podOf(annotations),
      containers: pod
        .get("containers")
        .entries()
        .map(([short]) => short),
    },
    image: {
      ...optional("name", config.text("rootfsImageName") ?? labelled(annotations, "rootfsImageName")),
      ...optional("reference", config.text("rootfsImageRef") ?? labelled(annotations, "rootfsImageID")),
    },
    ...optional("runtime", config.text("runtime") ?? labelled(annotations, "runtime.name")),
  };
}

const POD = {
  name: ["io.kubernetes.pod.name", "io.kubernetes.cri.sandbox-name", "org.criu.checkpoint.pod.name"],
  namespace: [
    "io.kubernetes.pod.namespace",
    "io.kubernetes.cri.sandbox-namespace",
    "org.criu.checkpoint.pod.namespace",
  ],
};

function podOf(annotations: ReadonlyMap<string, string>): Omit<Metadata["pod"], "containers"> {
  const first = (keys: readonly string[]): string | undefined => keys.flatMap((key) => annotations.get(key) ?? [])[0];
  return { ...optional("name", first(POD.name)), ...optional("namespace", first(POD.namespace)) };
}

/** Names of engines, by the annotation `io.container.manager`. */
const MANAGERS: Readonly<Record<string, string>> = { libpod: "Podman", "cri-o": "CRI-O" };

/** Recognizes the engine, as checkpointctl does: only containerd writes a config.dump and no annotation of itself. */
function engineOf(annotations: ReadonlyMap<string, string>, hasConfig: boolean, isDocker: boolean): string | undefined {
  const manager = annotations.get("io.container.manager");
  const named = manager === undefined ? labelled(annotations, "engine.name") : (MANAGERS[manager] ?? manager);
  if (named !== undefined) return named;
  if (hasConfig) return "containerd";
  return isDocker ? "Docker" : undefined;
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

function sizesOf({ files }: Store, folder: string): Metadata["sizes"] {
  const above = folder.replace(/[^/]+\/$/, "");
  const images = [...files.values()].filter(({ name }) => name.startsWith(folder));
  return {
    images: images.reduce((sum, { size }) => sum + size, 0),
    ...optional("rootfsDiff", files.get(`${above}rootfs-diff.tar`)?.size),
  };
}

function isImage({ name }: StoredFile, folder: string): boolean {
  const file = name.slice(folder.length);
  return name.startsWith(folder) && !file.includes("/") && imageOfFile(file) !== undefined;
}
