import type { MessageLayout } from "criu-images/layouts";
import { Json, parsed } from "../json.ts";
import { type Values, valueOfAny, valuesIn } from "../oci/any.ts";
import type { Store, StoreBlob } from "../store.ts";

/* Facts in the index of `ctr checkpoint`, beside the layer of the images; see client/container_checkpoint_opts.go. */

/** Options of a dump that containerd was given. Those that are absent were off, or empty. */
export interface DumpOptions {
  /** Names of the options that were on, such as `open_tcp`. */
  readonly on: readonly string[];
  readonly emptyNamespaces: readonly string[];
  /** Mode of control groups, such as `soft`. */
  readonly cgroups?: string;
}

/** Largest blob that is read, in bytes. */
const LARGEST = 4 << 20;

/** Media types; see core/images/mediatypes.go of containerd. */
const CONFIG = "application/vnd.containerd.container.checkpoint.config.v1+proto";
const OPTIONS = "application/vnd.containerd.container.checkpoint.options.v1+proto";

/** Message CheckpointOptions of api/types/runc/options/oci.proto. */
const LAYOUT: MessageLayout = {
  message: "containerd.runc.v1.CheckpointOptions",
  fields: [
    { number: 1, name: "exit", type: "bool" },
    { number: 2, name: "open_tcp", type: "bool" },
    { number: 3, name: "external_unix_sockets", type: "bool" },
    { number: 4, name: "terminal", type: "bool" },
    { number: 5, name: "file_locks", type: "bool" },
    { number: 6, name: "empty_namespaces", type: "string", label: "repeated" },
    { number: 7, name: "cgroups_mode", type: "string" },
  ],
};

/** Annotations of the index. */
const RUNTIME = "io.containerd.checkpoint.runtime";
const IMAGE = "org.opencontainers.image.ref.name";

/** Facts in an index of containerd; empty in other sources. */
export interface IndexFacts {
  /** Specification of the container. */
  readonly spec: Json;
  readonly options?: DumpOptions;
  /** Name of the runtime, such as `io.containerd.runc.v2`. */
  readonly runtime?: string;
  readonly image?: string;
  /** Names of blobs that cannot be read. */
  readonly unreadable: readonly string[];
}

/** Reads the facts of an index of containerd. */
export async function indexFacts({ blobs = [], annotations }: Store): Promise<IndexFacts> {
  const runtime = annotations.get(RUNTIME);
  const image = runtime === undefined ? undefined : annotations.get(IMAGE);
  const config = await contentOf(blobs, CONFIG, (bytes) => parsed(new TextDecoder().decode(valueOfAny(bytes))));
  const options = await contentOf(blobs, OPTIONS, (bytes) => optionsOf(valuesIn(LAYOUT, valueOfAny(bytes))));
  return {
    spec: config.content ?? new Json(undefined),
    ...(options.content !== undefined && { options: options.content }),
    ...(runtime !== undefined && { runtime }),
    ...(image !== undefined && { image }),
    unreadable: [...config.unreadable, ...options.unreadable],
  };
}

interface Content<T> {
  readonly content?: T;
  readonly unreadable: readonly string[];
}

async function contentOf<T>(
  blobs: readonly StoreBlob[],
  wanted: string,
  read: (bytes: Uint8Array) => T | undefined,
): Promise<Content<T>> {
  const blob = blobs.find(({ mediaType }) => mediaType === wanted);
  if (blob === undefined) return { unreadable: [] };
  try {
    const content = blob.bytes.size > LARGEST ? undefined : read(await blob.bytes.read(0, blob.bytes.size));
    return content === undefined ? { unreadable: [blob.name] } : { content, unreadable: [] };
  } catch {
    return { unreadable: [blob.name] };
  }
}

function optionsOf(values: Values): DumpOptions {
  const texts = (name: string): string[] =>
    (values.get(name) ?? []).flatMap((value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : []));
  const [cgroups] = texts("cgroups_mode").slice(-1);
  return {
    on: LAYOUT.fields.flatMap(({ name }) => (values.get(name)?.at(-1) === 1 ? name : [])),
    emptyNamespaces: texts("empty_namespaces"),
    ...(cgroups !== undefined && { cgroups }),
  };
}
