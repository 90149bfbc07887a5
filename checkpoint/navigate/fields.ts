import type { ImageName } from "criu-images/all";
import type { RelationField } from "criu-images/relations";
import type { Entity, Graph } from "../relations/graph.ts";
import type { Id } from "../relations/message.ts";
import type { Place } from "../relations/place.ts";

/** An entry of an image. */
interface Found {
  readonly image: ImageName;
  readonly file: string;
  readonly entry: unknown;
}

/** Returns the entry of an image that defines an id; of any image, if none is given. */
export async function entryAt(graph: Graph, space: string, id: Id, image?: string): Promise<Found | undefined> {
  const places = graph.of(space, id).definitions.map(({ place }) => place);
  const place = places.find((one) => image === undefined || one.image === image);
  return place && foundAt(graph, place);
}

/** Returns the values of a field that belong to an id; those of a field with ids have the entry that defines the id. */
export async function fieldsAt(start: Entity, { path, to }: RelationField): Promise<unknown[]> {
  const steps = path.map((one) => one.split("."));
  const [image = "", ...names] = steps.pop() ?? [];
  const owners = steps.reduce((all, [from = "", ...rest]) => all.flatMap((one) => next(one, from, rest)), [start]);
  const values: unknown[] = [];
  for (const owner of owners) {
    values.push(...(to.length > 0 ? await linksOf(owner, image, names) : await valuesOf(owner, image, names)));
  }
  return values;
}

/** Returns the ids that a field of an id's image refers to. */
function next({ files, graph }: Entity, image: string, names: readonly string[]): Entity[] {
  const found = files.filter((one) => one.image === image).flatMap(({ file }) => graph.referencesOf(file));
  return found.filter(({ place }) => isAt(place, names)).map(({ space, id, within }) => graph.of(space, id, within));
}

async function valuesOf({ files, graph }: Entity, image: string, names: readonly string[]): Promise<unknown[]> {
  const values: unknown[] = [];
  for (const file of files.filter((one) => one.image === image)) {
    for (const entry of await graph.entriesIn(file.file)) values.push(...valuesAt(entry, names));
  }
  return values;
}

async function linksOf({ files, graph }: Entity, image: string, names: readonly string[]): Promise<unknown[]> {
  const links: unknown[] = [];
  for (const file of files.filter((one) => one.image === image)) {
    const entries = await graph.entriesIn(file.file);
    for (const { place, ...target } of graph.referencesOf(file.file)) {
      if (!isAt(place, names)) continue;
      const [definition] = graph.definitions(target);
      links.push({
        entry: entries[place.entry ?? 0],
        target: definition && (await foundAt(graph, definition.place)),
      });
    }
  }
  return links;
}

async function foundAt(graph: Graph, { image, file, entry = 0 }: Place): Promise<Found> {
  return { image: image as ImageName, file, entry: (await graph.entriesIn(file))[entry] };
}

/** Returns the values at the end of a path; each element of a list on the way. */
function valuesAt(value: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, name === undefined ? [] : [name, ...rest]));
  if (value === undefined || name === undefined) return value === undefined ? [] : [value];
  return valuesAt((value as Record<string, unknown>)[name], rest);
}

function isAt({ path }: Place, names: readonly string[]): boolean {
  return path.replaceAll(/\[\d+\]/g, "") === names.join(".");
}
