import type { Draft } from "../draft/draft.ts";
import type { Graph } from "../relations/graph.ts";
import type { Given } from "./given.ts";
import { descriptorsOf, openFiles } from "./open-files.ts";

export async function remove(draft: Draft, given: Given): Promise<void> {
  const fd = given.get("fd").integer();
  const descriptors = await descriptorsOf(draft, given.get("pid"));
  const index = descriptors.entries.findIndex((one) => one.fd === fd);
  const id = descriptors.entries[index]?.id;
  if (id === undefined) throw given.get("fd").error(`the process has no descriptor ${fd}`);
  descriptors.remove(index);
  const files = await openFiles(draft, given);
  const place = files.entries.findIndex((one) => one.id === id);
  if (place >= 0 && !isReferred(await draft.checkpoint.graph(), files.file, place, id)) files.remove(place);
}

/** Tells whether a field refers to an entry by its id, in any of the spaces that the entry defines it in. */
function isReferred(graph: Graph, file: string, entry: number, id: number): boolean {
  return Object.keys(graph.format.spaces).some((space) => {
    const places = graph.definitions({ space, id }).map(({ place }) => place);
    const isOwn = places.some((place) => place.file === file && place.entry === entry);
    return isOwn && graph.referrers({ space, id }).length > 0;
  });
}
