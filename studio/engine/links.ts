import { FORMAT, type Graph, type Place, type Reference } from "criu-checkpoint";
import type { Opened } from "./opened.ts";

/** An id that a field refers to, and the fields that define it. */
interface LinkTo {
  /** Kind of the id, as relations.yaml names it. */
  readonly space: string;
  readonly id: string;
  readonly places: readonly Place[];
  /** Files with the id in their names. */
  readonly files: readonly string[];
}

/** Ids that a place refers to, and places that refer to it. */
export interface Links {
  readonly to: readonly LinkTo[];
  readonly from: readonly Place[];
  /** Number of all places that refer to it. */
  readonly referrers: number;
}

/** Number of places that are listed. */
const MOST = 200;

/** Returns the links of the field at an offset of an image. */
export async function linksAt(opened: Opened, file: string, offset: number): Promise<Links> {
  const { graph, owned } = await opened.once(linkIndex);
  const references = graph.referencesOf(file).filter(({ place }) => place.offset === offset);
  const from = (owned.get(keyOf(file, offset)) ?? []).flatMap((target) => graph.referrers(target));
  return {
    to: references.map((one) => linkTo(graph, one)),
    from: from.slice(0, MOST).map(({ place }) => place),
    referrers: from.length,
  };
}

type Key = Pick<Reference, "space" | "id" | "within">;

/** Describes an id with the places that define it. */
function linkTo(graph: Graph, { space, id, within }: Key): LinkTo {
  const target = { space, id, ...(within !== undefined && { within }) };
  const places = graph.definitions(target).map(({ place }) => place);
  const files = graph.of(space, id, within).files.map(({ file }) => file);
  return { space, id: `${id}`, places, files };
}

interface LinkIndex {
  readonly graph: Graph;
  /** Ids by the places of the fields that define them. */
  readonly owned: ReadonlyMap<string, readonly Key[]>;
}

const keyOf = (file: string, offset: number | undefined): string => `${file} ${offset}`;

/** Reads the references of a checkpoint, once for all requests. */
export async function linkIndex({ checkpoint }: Opened): Promise<LinkIndex> {
  const graph = await checkpoint.graph();
  const owned = new Map<string, Key[]>();
  for (const space of Object.keys(FORMAT.spaces)) {
    for (const id of graph.ids(space)) {
      for (const { place } of graph.definitions({ space, id })) {
        const key = keyOf(place.file, place.offset);
        const known = owned.get(key);
        if (known === undefined) owned.set(key, [{ space, id }]);
        else known.push({ space, id });
      }
    }
  }
  return { graph, owned };
}
