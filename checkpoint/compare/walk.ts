import type { ImageName } from "criu-images/all";
import type { ImageFile } from "../images/images.ts";
import type { Target } from "../relations/graph.ts";
import { canonical, type Id } from "../relations/message.ts";
import type { Owner } from "./decoded.ts";
import { Images } from "./images.ts";
import { entryKey, type Side, type Spot, spotKey } from "./side.ts";
import { isShared, ownFiles, type Things } from "./things.ts";

/** Walks through two checkpoints: from ids with a meaning to all that belongs to them, then through what is left. */
export class Walk {
  readonly #things: Things;
  readonly images: Images;

  constructor(things: Things, signal: AbortSignal | undefined) {
    this.#things = things;
    this.images = new Images(things, signal);
  }

  async run(): Promise<void> {
    const { spaces } = this.#things.rules.format;
    for (const [space, { arbitrary, scope, keys = [] }] of Object.entries(spaces))
      if (arbitrary !== true && scope === undefined && keys.length > 0) await this.#roots(space);
    await this.#visit();
    for (const image of this.#global()) {
      await this.#image(image);
      await this.#visit();
    }
    await this.#left();
  }

  /** Compares the things of a space whose ids have a meaning. */
  async #roots(space: string): Promise<void> {
    const { a, b } = this.#things;
    const [ofA, ofB] = [idsOf(this.#things, a, space), idsOf(this.#things, b, space)];
    for (const id of [...ofA].filter((one) => ofB.has(one))) await this.#root({ space, id });
    for (const id of ofA) if (!ofB.has(id)) await this.#lone("removed", a, { space, id });
    for (const id of ofB) if (!ofA.has(id)) await this.#lone("added", b, { space, id });
  }

  async #root(target: Target): Promise<void> {
    const { a, b, rules } = this.#things;
    const thing = `${target.space} ${target.id}`;
    const [spotA, spotB] = [entryOf(a, target), entryOf(b, target)];
    if (spotA !== undefined && spotB !== undefined && !a.done.has(spotKey(spotA)) && !b.done.has(spotKey(spotB))) {
      a.done.add(spotKey(spotA));
      b.done.add(spotKey(spotB));
      this.#things.compareEntry(spotA, spotB, thing);
    }
    const [filesA, filesB] = [ownFiles(rules, a, target), ownFiles(rules, b, target)];
    await this.#files(filesA, filesB, thing, thing);
  }

  async #files(ofA: readonly ImageFile[], ofB: readonly ImageFile[], thing: string, owner: string): Promise<void> {
    for (const image of new Set([...ofA, ...ofB].map((file) => file.image))) {
      const is = (file: ImageFile): boolean => file.image === image;
      await this.images.compare({ image, a: ofA.find(is), b: ofB.find(is), thing, owner });
    }
  }

  /** Tells a thing that one checkpoint lacks, with its files. One that belongs to such a thing is told with it. */
  async #lone(kind: "added" | "removed", side: Side, target: Target): Promise<void> {
    const { rules } = this.#things;
    const thing = `${target.space} ${target.id}`;
    const spot = entryOf(side, target);
    const files = ownFiles(rules, side, target).filter(({ file }) => !side.done.has(file));
    const isTold = spot !== undefined && side.lone.has(entryKey(spot));
    for (const { file } of files) {
      side.done.add(file);
      for (const one of side.targetsIn(file)) this.#things.forget(side, one);
    }
    if (isTold) return;
    if (spot !== undefined && isOwn(side, spot, target)) {
      side.lone.add(entryKey(spot));
      side.done.add(entryKey(spot));
    }
    const image = spot === undefined ? files[0]?.image : side.file(spot.file)?.image;
    const isNoise = image !== undefined && rules.ofImage(image).isNoise;
    const topic = rules.topicOfSpace(target.space);
    for (const file of files) await this.#title(side, file, thing);
    this.#things.found({ kind, thing, path: "", topic, isNoise, ...placeOf(kind, spot, files[0]) });
  }

  /** Takes the name of a thing from the only entry of one of its files. */
  async #title(side: Side, file: ImageFile, thing: string): Promise<void> {
    if (this.#things.names.has(thing)) return;
    const decoded = await side.image(file).catch(() => undefined);
    if (decoded === undefined) return;
    this.#things.nameBy(thing, file, decoded as unknown as Owner);
  }

  async #visit(): Promise<void> {
    const { a, b, visits } = this.#things;
    // Comparisons add visits. Taking the first of many from a list would move all others.
    for (const visit of visits) {
      if (visit.kind === "entry") this.#things.compareEntry(visit.a, visit.b, visit.thing);
      else {
        const [ofA, ofB] = [ownFiles(this.#things.rules, a, visit.a), ownFiles(this.#things.rules, b, visit.b)];
        await this.#files(ofA, ofB, visit.thing, visit.owner);
      }
    }
    visits.length = 0;
  }

  /** Lists the images without an id in their names: those with things that others refer to come last. */
  #global(): ImageName[] {
    const { a, b, rules } = this.#things;
    const all = [...a.checkpoint.images, ...b.checkpoint.images].filter(({ id }) => id === undefined);
    const images = [...new Set(all.map(({ image }) => image))];
    const keys = Object.values(rules.format.spaces).flatMap(({ arbitrary, keys: own = [] }) => (arbitrary ? own : []));
    const hasKeys = (image: string): boolean => keys.some(({ path }) => path.startsWith(`${image}.`));
    return images.sort((x, y) => Number(hasKeys(x)) - Number(hasKeys(y)));
  }

  async #image(image: ImageName): Promise<void> {
    const { a, b } = this.#things;
    for (const side of [a, b]) for (const key of side.forgotten) side.done.add(key);
    const [ofA, ofB] = [a.checkpoint.find(image), b.checkpoint.find(image)];
    const name = (ofA ?? ofB)?.file ?? image;
    await this.images.compare({ image, a: ofA, b: ofB, thing: name, owner: name });
  }

  /** Compares files that nothing leads to, by their names. */
  async #left(): Promise<void> {
    const { a, b } = this.#things;
    const left = (side: Side): ImageFile[] =>
      side.checkpoint.images.filter(({ file }) => !side.done.has(file) && !side.forgotten.has(file));
    const [ofA, ofB] = [left(a), left(b)];
    const names = new Map(ofB.map((file) => [file.file, file]));
    for (const file of ofA) await this.images.compare({ ...about(file), a: file, b: names.get(file.file) });
    for (const file of left(b)) await this.images.compare({ ...about(file), a: undefined, b: file });
    await this.#visit();
  }
}

function about({ image, file }: ImageFile): { image: ImageName; thing: string; owner: string } {
  return { image, thing: file, owner: file };
}

/** Lists the ids of a space in ascending order: those that fields define, and those in names of its own files. */
function idsOf({ rules }: Things, side: Side, space: string): Set<Id> {
  const { files = {} } = rules.format.spaces[space] ?? {};
  const owners = (image: string): number =>
    Object.values(rules.format.spaces).filter((one) => image in (one.files ?? {})).length;
  const named = side.checkpoint.images.flatMap(({ image, id }) =>
    image in files && owners(image) === 1 && !isShared(rules, image) && typeof id !== "string" && id !== undefined
      ? canonical(id)
      : [],
  );
  return new Set([...new Set([...side.graph.ids(space), ...named])].sort((x, y) => Number(BigInt(x) - BigInt(y))));
}

function entryOf(side: Side, target: Target): Spot | undefined {
  return side.node(target).spot;
}

/** Tells whether an entry is the thing itself: the id is a field of it, not an element of a list there. */
function isOwn(side: Side, { file, entry }: Spot, target: Target): boolean {
  const [definition] = side.graph.definitions(target);
  const { place } = definition ?? {};
  return place?.file === file && place.entry === entry && !/\]$/.test(place.path);
}

function placeOf(kind: "added" | "removed", spot: Spot | undefined, file: ImageFile | undefined): object {
  const place = spot ?? (file && { file: file.file, entry: undefined, path: "" });
  return place === undefined ? {} : kind === "added" ? { spotB: place } : { spotA: place };
}
