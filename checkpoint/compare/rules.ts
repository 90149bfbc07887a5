import type { Format } from "../relations/format.ts";

/** Topic of content that relations.yaml sorts under none. */
export const OTHER = "other";

/** Classes of privacy whose content names a thing: paths, addresses, names of programs and hosts. */
const NAMING = ["path", "address", "port", "command", "host", "cgroup"];

/** Facts about content that lies in other content: the topic, and whether it is noise. */
export interface Sort {
  readonly topic: string;
  readonly isNoise: boolean;
}

/** Rules of relations for comparisons, by the names of fields and images. */
export class Rules {
  readonly format: Format;
  /** Whether the machine that dumped was little-endian. */
  readonly isLittle: boolean;
  readonly #topics = new Map<string, string>();
  readonly #noise: ReadonlySet<string>;
  readonly #names: ReadonlySet<string>;
  readonly #ids: ReadonlySet<string>;

  constructor(format: Format, isLittle = true) {
    this.format = format;
    this.isLittle = isLittle;
    for (const [topic, { content }] of Object.entries(format.topics))
      for (const path of content) this.#topics.set(path, topic);
    this.#noise = new Set(format.noise);
    const keys = Object.values(format.spaces).flatMap(({ keys: own = [], named = [] }) => [...own, ...named]);
    this.#ids = new Set([...Object.keys(format.references), ...keys.map(({ path }) => path)]);
    this.#names = new Set(NAMING.flatMap((name) => format.privacy[name]?.content ?? []));
  }

  /** Sorts the content of an image. */
  ofImage(image: string): Sort {
    return { topic: this.#topics.get(image) ?? OTHER, isNoise: this.#noise.has(image) };
  }

  /**
   * Sorts a field.
   *
   * @param field `message.field`
   * @param route `IMAGE.field.field`
   * @param outer that of the message around it
   */
  ofField(field: string, route: string, outer: Sort): Sort {
    const topic = this.ownTopic(field, route) ?? outer.topic;
    return { topic, isNoise: outer.isNoise || this.#noise.has(route) || this.#noise.has(field) };
  }

  /** Returns the topic of a field itself; `undefined` if it has that of the message around it. */
  ownTopic(field: string, route: string): string | undefined {
    return this.#topics.get(route) ?? this.#topics.get(field);
  }

  /** Returns the topic of a space: that of the field with its ids. */
  topicOfSpace(space: string): string {
    const [{ path } = { path: "" }] = this.format.spaces[space]?.keys ?? [];
    return this.#topics.get(path) ?? this.ofImage(path.split(".")[0] ?? "").topic;
  }

  /** Tells whether a field can have ids: keys, or references. */
  hasIds(field: string, route: string): boolean {
    return this.#ids.has(route) || this.#ids.has(field);
  }

  /** Tells whether a field names the thing that it is in. */
  isName(field: string, route: string): boolean {
    return this.#names.has(route) || this.#names.has(field);
  }

  /** Returns the fields that tell entries or messages apart; none declared: `undefined`. */
  identityOf(field: string, route: string): readonly string[] | undefined {
    return this.format.identity[route] ?? this.format.identity[field];
  }

  /** Tells whether entries of an image are told apart by their fields, or have ids. */
  hasIdentity(image: string): boolean {
    const keys = Object.values(this.format.spaces).flatMap(({ keys: own = [], named = [] }) => [...own, ...named]);
    return this.format.identity[image] !== undefined || keys.some(({ path }) => path.startsWith(`${image}.`));
  }

  /** Tells whether the ids of a space have no meaning. */
  isArbitrary(space: string): boolean {
    return this.format.spaces[space]?.arbitrary === true;
  }

  /** Lists the paths in a message that repeat another field of it. */
  repeated(message: string): string[] {
    const all = Object.entries(this.format.equal);
    return all.flatMap(([path, others]) => (path.startsWith(`${message}.`) ? others : []));
  }
}
