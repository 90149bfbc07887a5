import type { Metadata } from "criu-checkpoint";
import type { Explorer } from "./explorer.ts";
import { type Folder, noCheckpoint } from "./folder.ts";

/** Facts that an engine wrote beside the images. */
export type Meta = Omit<Metadata, "statistics" | "created" | "checkpointed" | "restored" | "annotations"> & {
  created?: string;
  checkpointed?: string;
  restored?: string;
  annotations: Record<string, string>;
};

/** View of the container, its image, network and mounts. */
export const meta: Explorer<Meta> = { collect, print };

async function collect(folder: Folder): Promise<Meta> {
  const { checkpoint } = folder.source;
  if (checkpoint === undefined) throw await noCheckpoint(folder);
  return metaOf(await checkpoint.metadata());
}

/** Converts metadata into what JSON can hold. */
export function metaOf({ statistics: _, created, checkpointed, restored, annotations, ...facts }: Metadata): Meta {
  return {
    ...facts,
    ...time("created", created),
    ...time("checkpointed", checkpointed),
    ...time("restored", restored),
    annotations: Object.fromEntries(annotations),
  };
}

function time<Name extends string>(name: Name, date: Date | undefined): Partial<Record<Name, string>> {
  return date === undefined ? {} : ({ [name]: date.toISOString() } as Record<Name, string>);
}

function* print(meta: Meta): Generator<string> {
  for (const [name, text] of Object.entries(facts(meta))) if (text) yield `${name.padEnd(13)} ${text}`;
  yield* list("mounts", meta.mounts, ({ destination, type, source }) => `${destination} ${type} ${source}`);
  yield* list("interfaces", meta.interfaces, ({ name, addresses, mac }) =>
    [name, ...addresses, mac].join(" ").trimEnd(),
  );
  yield* list("annotations", Object.entries(meta.annotations), ([key, value]) => `${key}: ${value}`);
  yield* list("descriptors", [...meta.descriptors.entries()], ([fd, target]) => `${fd}: ${target}`);
  yield* list("deleted files", meta.deletedFiles, (file) => file);
  yield* list("files", meta.files, ({ name, size }) => `${name} ${size}`);
  yield* list("blobs", meta.blobs, ({ name, mediaType, size }) => `${name} ${mediaType} ${size}`);
  yield* list("unreadable", meta.unreadable, (file) => file);
}

/** Formats the facts about the container, by name; absent ones are empty. */
export function facts({ engine, container, pod, image, runtime, ...meta }: Meta): Record<string, string | undefined> {
  return {
    engine,
    container: joined(" ", container.name, container.id),
    pod: joined("/", pod.namespace, pod.name),
    image: image.name ?? image.reference,
    runtime,
    command: container.command.join(" "),
    hostname: container.hostname,
    addresses: meta.addresses.join(" "),
    created: meta.created,
    checkpointed: meta.checkpointed,
    restored: meta.restored,
    options: meta.options && optionsText(meta.options),
    ports: pod.ports.map(portText).join(", "),
    "also there": meta.blobs.map(({ mediaType }) => kindOf(mediaType)).join(", "),
  };
}

function optionsText({ on, emptyNamespaces, cgroups }: NonNullable<Meta["options"]>): string {
  const texts = [...on, ...emptyNamespaces.map((one) => `empty ${one} namespace`)];
  return [...texts, ...(cgroups === undefined ? [] : [`cgroups ${cgroups}`])].join(", ");
}

function portText({ protocol, container, host, address }: Meta["pod"]["ports"][number]): string {
  const from = host === undefined ? "" : `${address === undefined ? "" : `${address}:`}${host} → `;
  return `${from}${container}/${protocol}`;
}

/** Shortens a media type: `application/vnd.containerd.container.checkpoint.config.v1+proto` is `checkpoint.config`. */
function kindOf(mediaType: string): string {
  return mediaType.replace(/^application\/vnd\.(?:containerd\.container\.|oci\.)?/, "").replace(/\.v\d.*$|\+.*$/, "");
}

function joined(separator: string, ...texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined).join(separator);
}

function* list<T>(name: string, all: readonly T[], text: (one: T) => string): Generator<string> {
  if (all.length > 0) yield name;
  for (const one of all) yield `\t${text(one)}`;
}
