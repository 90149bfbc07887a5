import type { ImageName } from "criu-images/all";
import type { ImageFile } from "../images/images.ts";
import { filesWith, type Target } from "../relations/graph.ts";
import type { Context, MessagePair } from "./context.ts";
import { listOf, type Owner } from "./decoded.ts";
import { forget } from "./forget.ts";
import type { Found } from "./found.ts";
import { type Described, Identities } from "./identities.ts";
import { type Located, locate, topicOf } from "./locate.ts";
import { Messages } from "./messages.ts";
import { Pairs } from "./pairs.ts";
import type { Rules } from "./rules.ts";
import { type Side, type Spot, spotKey } from "./side.ts";
import { Titles } from "./titles.ts";

/** A thing in both checkpoints whose files, or whose entry, are still to be compared. */
export type Visit =
  | { readonly kind: "entry"; readonly a: Spot; readonly b: Spot; readonly thing: string }
  | { readonly kind: "files"; readonly a: Target; readonly b: Target; readonly thing: string; readonly owner: string };

/** Compares things by their ids, and follows references from one to the other. */
export class Things implements Context {
  readonly rules: Rules;
  readonly a: Side;
  readonly b: Side;
  readonly identities: Identities;
  readonly messages: Messages;
  /** Differences, in the order of their finding. */
  readonly all: Found[] = [];
  /** Names of things, by their words. */
  readonly names: Map<string, string> = new Map<string, string>();
  /** Things that are still to be compared. */
  readonly visits: Visit[] = [];
  readonly #pairs = new Pairs();
  readonly #titles: Titles;
  readonly #visited = new Set<string>();

  constructor(rules: Rules, a: Side, b: Side) {
    this.rules = rules;
    this.a = a;
    this.b = b;
    this.identities = new Identities(rules, a, b, this.#pairs);
    this.messages = new Messages(this);
    this.#titles = new Titles(rules);
  }

  found(one: Found): void {
    this.all.push(one);
  }

  /** Compares two ids of one space: they are the same if neither is that of another thing already. */
  refer(pair: MessagePair, name: string, a: Target, b: Target): boolean {
    const isException = this.a.graph.isException(a);
    if (isException || this.b.graph.isException(b)) return isException === this.b.graph.isException(b);
    const [ofA, ofB] = [this.a.node(a), this.b.node(b)];
    if (!this.#areAlike(ofA.spot, ofB.spot)) return this.#replaced(a, b);
    const state = this.#pairs.add(ofA.key, ofB.key);
    if (state === "other") return false;
    // A thing without an entry of its own has the name of its space.
    const words = ofB.spot === undefined ? `${b.space} of ${pair.thing}` : this.#words(pair, name);
    if (state === "new") {
      for (const [side, { key }] of [
        [this.a, ofA],
        [this.b, ofB],
      ] as const)
        if (!side.labels.has(key)) side.labels.set(key, words);
      this.#visitEntry(ofA.spot, ofB.spot, words);
    }
    this.#visitFiles(a, b, words, pair.thing);
    return true;
  }

  /** Returns words for the thing that a field refers to. */
  #words({ schema, route, thing, isThing, path }: MessagePair, name: string): string {
    const { references } = this.rules.format;
    const isReference = (field: string): boolean =>
      references[`${route}.${field}`] !== undefined || references[`${schema.name}.${field}`] !== undefined;
    const isOnly = schema.fields.filter((field) => isReference(field.name)).length < 2;
    return isOnly && isThing && path === "" ? thing : `${thing}, ${name}`;
  }

  /** Tells whether two entries are of one kind, as far as their image has an identity. */
  #areAlike(a: Spot | undefined, b: Spot | undefined): boolean {
    const [ofA, ofB] = [this.find(this.a, a), this.find(this.b, b)];
    if (ofA === undefined || ofB === undefined || a?.path !== "" || b?.path !== "") return true;
    const fields = ofA.route === ofB.route ? this.rules.identityOf(ofA.route, ofA.route) : undefined;
    if (fields === undefined) return true;
    return this.identities.key(this.a, ofA, fields) === this.identities.key(this.b, ofB, fields);
  }

  /** Both things are told where something refers to them. */
  #replaced(a: Target, b: Target): false {
    this.forget(this.a, a);
    this.forget(this.b, b);
    return false;
  }

  #visitEntry(a: Spot | undefined, b: Spot | undefined, thing: string): void {
    // Other entries are compared with the file that they are in.
    if (a === undefined || b === undefined || !this.a.decoded(a.file) || !this.b.decoded(b.file)) return;
    if (this.a.done.has(spotKey(a)) || this.b.done.has(spotKey(b))) return;
    this.a.done.add(spotKey(a));
    this.b.done.add(spotKey(b));
    this.visits.push({ kind: "entry", a, b, thing });
  }

  #visitFiles(a: Target, b: Target, thing: string, owner: string): void {
    if (this.rules.format.spaces[a.space]?.files === undefined) return;
    const key = `${a.space} ${a.id}`;
    if (this.#visited.has(key)) return;
    this.#visited.add(key);
    this.visits.push({ kind: "files", a, b, thing, owner });
  }

  /** Finds a message in an image that is decoded already. */
  find(side: Side, spot: Spot | undefined): Located | undefined {
    if (spot === undefined) return undefined;
    const image = side.file(spot.file)?.image;
    const decoded = side.decoded(spot.file);
    return image && decoded && locate(this.rules, image, decoded as unknown as Owner, spot);
  }

  /** Compares two entries, or messages of lists in them. */
  compareEntry(a: Spot, b: Spot, thing: string): void {
    const [ofA, ofB] = [this.find(this.a, a), this.find(this.b, b)];
    if (ofA === undefined || ofB === undefined) return;
    this.name(thing, ofB);
    const { route, topic, isNoise, schema, layout } = ofA;
    this.messages.compare({
      ...{ a: ofA.owner, b: ofB.owner, spotA: a, spotB: b, schema, layout, route, topic, isNoise },
      ...{ path: "", repeated: [], isHex: false, thing, isThing: false },
    });
  }

  /** Notes the name of a thing. */
  name(thing: string, { route, ...one }: Pick<Located, "owner" | "schema" | "layout" | "spot" | "route">): void {
    if (this.names.has(thing)) return;
    const title = this.#titles.of(one, route);
    if (title !== "") this.names.set(thing, title);
  }

  /** Notes the name of a thing by the only entry of one of its images. */
  nameBy(thing: string, { image, file }: ImageFile, decoded: Owner): void {
    if (listOf(decoded["entries"]).length !== 1) return;
    const entry = locate(this.rules, image, decoded, { file, entry: 0, path: "" });
    if (entry !== undefined) this.name(thing, entry);
  }

  /** Takes a message that one checkpoint lacks; it has the name and the topic of the thing that it refers to. */
  lone(side: Side, one: Described, found: Found, route: string): void {
    const targets = this.identities.targets(side, one);
    if (targets.some((target) => side.forgotten.has(side.node(target).key))) return;
    const own = { ...one, route, topic: found.topic, isNoise: found.isNoise };
    const [target] = targets.flatMap((id) => this.find(side, side.node(id).spot) ?? []);
    const title = this.#titles.of(own, route);
    const isNamed = title !== "" || target === undefined || targets.length > 1 || found.path !== "";
    const topic = found.path !== "" ? found.topic : topicOf(this.rules, isNamed ? own : target);
    const name = isNamed ? title : this.#titles.of(target, target.route);
    const text = found.path !== "" || name === "" ? this.identities.summary(side, one) : undefined;
    for (const id of side.targetsIn(one.spot)) this.forget(side, id);
    this.found({
      ...found,
      topic,
      ...(name !== "" && { title: name }),
      ...(text !== undefined && (found.kind === "added" ? { afterText: text } : { beforeText: text })),
    });
  }

  /** Forgets all that only a thing leads to which one checkpoint lacks: it is told with the thing. */
  forget(side: Side, target: Target): void {
    forget(this.rules, side, target, (key) => this.#isPaired(side, key));
  }

  #isPaired(side: Side, key: string): boolean {
    return (side === this.a ? this.#pairs.ofA(key) : this.#pairs.ofB(key)) !== undefined;
  }
}

/** Lists the files with an id in their names, of images that belong to its space alone if it has a meaning. */
export function ownFiles(rules: Rules, side: Side, { space, id }: Target): ImageFile[] {
  const files = filesWith(side.checkpoint, space, id, rules.format);
  if (rules.isArbitrary(space)) return files;
  return files.filter(({ image }) => !isShared(rules, image));
}

/** Tells whether the files of an image can have an id without a meaning in their names. */
export function isShared({ format }: Rules, image: ImageName): boolean {
  return Object.values(format.spaces).some(({ arbitrary, files = {} }) => arbitrary === true && image in files);
}
