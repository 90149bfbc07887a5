import type { Graph, Reference } from "criu-checkpoint";
import { linkIndex } from "../../engine/links.ts";
import type { Opened } from "../../engine/opened.ts";
import type { Call } from "../../rpc/message.ts";
import { entryStart } from "../image/content.ts";
import { nodeRows } from "../image/node-row.ts";
import { openImage } from "../image/open-image.ts";

/** Place that a field refers to. */
export interface FieldLink {
  /** Kind of the id, and the id: `file 12`. */
  readonly label: string;
  readonly file?: string;
  readonly offset?: number;
}

/** A field of an image with its value. */
export interface FieldLine {
  readonly path: string;
  /** Value as JSON text; the words for a number without quotes. */
  readonly value: string;
  readonly offset: number;
  readonly to: readonly FieldLink[];
}

/** Number of fields that are read of one entry. */
const MOST = 5000;

/** Reads the fields of an entry of an image, with the places that they refer to. */
export async function fieldsOf(opened: Opened, file: string, entry: number, call: Call): Promise<FieldLine[]> {
  const image = await openImage(opened, file, call);
  const { graph } = await opened.once(linkIndex);
  const references = new Map(graph.referencesOf(file, entry).map((one) => [one.place.offset, one]));
  const rows = nodeRows(image.entries?.nodes(entry, entryStart(image, entry)) ?? [], image.layout, MOST);
  return rows.flatMap(({ kind, path, value, raw, offset }) => {
    if (kind !== "field" || path === undefined || value === undefined) return [];
    const reference = references.get(offset);
    const words = raw === undefined ? value : value.replace(/^"|"$/g, "");
    return [{ path, value: words, offset, to: reference === undefined ? [] : linksOf(graph, reference) }];
  });
}

/** Returns the place that defines an id; for an id that no other field defines, the file with the id in its name. */
function linksOf(graph: Graph, { place, ...target }: Reference): FieldLink[] {
  const label = `${target.space} ${target.id}`;
  const other = graph.definitions(target).find((one) => one.place.file !== place.file);
  if (other !== undefined) return [placeLink(label, other.place)];
  const [file] = graph.of(target.space, target.id, target.within).files;
  return file === undefined ? [{ label }] : [{ label, file: file.file }];
}

function placeLink(label: string, { file, offset }: { readonly file: string; readonly offset?: number }): FieldLink {
  return { label, file, ...(offset !== undefined && { offset }) };
}
