import type { Checkpoint } from "../open/checkpoint.ts";
import { FORMAT } from "../relations/format.ts";
import { compareBeside } from "./beside.ts";
import type { Change, ChangePlace, CompareOptions, Comparison } from "./change.ts";
import type { Found } from "./found.ts";
import { Memories } from "./memories.ts";
import { OTHER, Rules } from "./rules.ts";
import { Side, type Spot } from "./side.ts";
import { Things } from "./things.ts";
import { Walk } from "./walk.ts";

/** Topics of differences, in the order of relations.yaml. */
export const COMPARE_TOPICS: readonly string[] = [...Object.keys(FORMAT.topics), OTHER];

/**
 * Compares two checkpoints. Things are matched by what they are: processes by pids, open files by descriptors, areas by
 * addresses, mounts by paths; numbers that each dump counts anew are not compared. Images that are not valid are compared
 * as bytes.
 *
 * @throws {ImageError} if an image of memory is not valid
 * @throws {MemoryError} `bad-areas`, `bad-runs`, `bad-form`
 * @throws {RangeError} if `only` has an unknown topic
 */
export async function compareCheckpoints(
  a: Checkpoint,
  b: Checkpoint,
  options: CompareOptions = {},
): Promise<Comparison> {
  const topics = topicsOf(options);
  const { signal } = options;
  const [sideA, sideB] = [await Side.open(a, FORMAT), await Side.open(b, FORMAT)];
  const things = new Things(new Rules(FORMAT, sideA.isLittle), sideA, sideB);
  const memories = new Memories(things, topics, options);
  // Images are compared first: those who wait see at once how much memory there is.
  memories.tell(0);
  const walk = new Walk(things, signal);
  await walk.run();
  for (const pair of walk.images.pages) await memories.compare(pair);
  for await (const one of compareBeside(a, b, signal)) things.found(one);
  const order = new Map(COMPARE_TOPICS.map((topic, i) => [topic, i]));
  const changes = things.all
    .filter(({ topic }) => topics.has(topic))
    .map((one) => toChange(one, things.names))
    .sort((x, y) => (order.get(x.topic) ?? 0) - (order.get(y.topic) ?? 0));
  const { pages, uncompared } = memories;
  return { changes, pages, uncompared, isSame: pages.length === 0 && changes.every(({ isNoise }) => isNoise) };
}

function topicsOf({ only }: CompareOptions): Set<string> {
  const topics = new Set(only ?? COMPARE_TOPICS);
  for (const topic of topics)
    if (!COMPARE_TOPICS.includes(topic))
      throw new RangeError(`there is no topic ${topic}: known are ${COMPARE_TOPICS.join(", ")}`);
  return topics;
}

function toChange({ spotA, spotB, ...one }: Found, titles: ReadonlyMap<string, string>): Change {
  const title = one.title ?? titles.get(one.thing);
  return {
    ...one,
    ...(title !== undefined && { title }),
    ...(spotA !== undefined && { a: placeOf(spotA) }),
    ...(spotB !== undefined && { b: placeOf(spotB) }),
  };
}

function placeOf({ file, entry, path }: Spot): ChangePlace {
  return { file, ...(entry !== undefined && { entry }), ...(path !== "" && { path }) };
}
