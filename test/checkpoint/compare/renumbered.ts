import { copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Checkpoint, graphOf, type Place } from "criu-checkpoint";
import { formatName, type ImageId } from "criu-images";
import { type AnyImage, encodeAnyImage } from "criu-images/all";
import { imageLayouts } from "criu-images/layouts";
import { EQUAL, EXTENTS, IDENTITY, SPACES } from "criu-images/relations";

type Fields = Record<string, unknown>;

/** A decoded image, whose fields can be changed. */
interface DecodedImage {
  readonly entries?: Fields[];
  readonly first?: Fields;
}

/** Images whose entries are in an order with a meaning: of a queue, of mounts at one place, of pages. */
const ORDERED = new Set(["SK_QUEUES", "MNTS", ...Object.keys(EXTENTS)]);

/** Largest id with another number: ids of 31 bits are in fields of both sizes. */
const LARGEST = 2 ** 31 - 2;

/** Returns another number for an id: the order of all ids is reversed. */
function otherId<Id extends number | bigint>(id: Id): Id {
  if (id > LARGEST) return id;
  return (typeof id === "bigint" ? BigInt(LARGEST) - id : LARGEST - Number(id)) as Id;
}

/**
 * Writes a checkpoint with other numbers for all ids without a meaning, in fields and in names of files, and with the
 * entries of images in reverse order if it has no meaning.
 */
export async function renumbered(checkpoint: Checkpoint, from: string, to: string): Promise<number> {
  const graph = await graphOf(checkpoint);
  const images = new Map<string, DecodedImage>();
  for (const file of checkpoint.images)
    images.set(file.file, (await checkpoint.decode(file)) as unknown as DecodedImage);
  // Segments of System V have ids with a meaning, and pages under the same number.
  const segments = new Set(graph.ids("ipc-segment").map(Number));
  const isOld = (space: string, id: number | bigint): boolean =>
    SPACES[space]?.arbitrary === true && !graph.isException({ space, id }) && !segments.has(Number(id));
  const places = new Map<string, Place>();
  for (const space of Object.keys(SPACES))
    for (const { target, definition } of graph.definitionsIn(space))
      if (isOld(space, target.id)) places.set(JSON.stringify(definition.place), definition.place);
  for (const { file } of checkpoint.images)
    for (const { space, id, place } of graph.referencesOf(file))
      if (isOld(space, id)) places.set(JSON.stringify(place), place);
  for (const place of places.values()) change(images, place);
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const found = checkpoint.images.find(({ file }) => file === name);
    if (found === undefined) {
      if (statSync(join(from, name)).isFile()) copyFileSync(join(from, name), join(to, name));
      continue;
    }
    const image = images.get(name);
    const bytes = image && encodeAnyImage(reversed(image as unknown as AnyImage));
    writeFileSync(join(to, nameOf(found.image, found.id, isOld, name)), bytes ?? "");
  }
  return places.size;
}

function change(images: ReadonlyMap<string, DecodedImage>, { file, entry, path }: Place): void {
  const image = images.get(file);
  const owner = entry === undefined ? image?.first : image?.entries?.[entry];
  if (owner === undefined) return;
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
  const last = steps.pop() ?? "";
  const inner = steps.reduce((at: Fields, step) => at[step] as Fields, owner);
  const before = inner[last] as number | bigint;
  inner[last] = otherId(before);
  // The messages of files repeat their ids.
  for (const other of EQUAL[`file_entry.${path}`] ?? []) {
    const [name = "", field = ""] = other.split(".");
    const repeated = owner[name] as Fields | undefined;
    if (file === "files.img" && repeated !== undefined) repeated[field] = inner[last];
  }
}

function reversed(image: AnyImage): AnyImage {
  const isOrdered = ORDERED.has(image.image) || IDENTITY[image.image]?.length === 0;
  if (!("entries" in image) || isOrdered) return image;
  return { ...image, entries: [...image.entries].reverse() } as AnyImage;
}

/** Names of files with an id that only spaces without a meaning have. */
function nameOf(
  image: string,
  id: ImageId | undefined,
  isOld: (space: string, id: number | bigint) => boolean,
  name: string,
): string {
  const layout = imageLayouts.find((one) => one.image === image);
  const others = Object.entries(SPACES).filter(([, { files = {}, arbitrary }]) => image in files && arbitrary === true);
  if (layout === undefined || id === undefined || typeof id === "string" || others.length === 0) return name;
  return others.some(([space]) => isOld(space, id)) ? formatName(layout, otherId(id)) : name;
}
