import type { ImageName } from "criu-images/all";
import type { MessageSchema } from "criu-images/schema";
import { schemaOf } from "./image-schemas.ts";

/** Names of fields: `message.field`, or `IMAGE.field.field` for those of one image. Messages without any are passed over. */
export class Targets {
  readonly #names: ReadonlySet<string>;
  /** Beginnings of the names that begin with an image. */
  readonly #routes = new Set<string>();
  readonly #reaching = new Map<MessageSchema, boolean>();

  constructor(names: Iterable<string>) {
    this.#names = new Set(names);
    for (const name of this.#names) {
      const steps = name.split(".");
      for (let n = 1; n <= steps.length; n++) this.#routes.add(steps.slice(0, n).join("."));
    }
  }

  /**
   * Tells whether a field is wanted.
   *
   * @param route its path without indexes, from its image
   */
  has(field: string, route: string): boolean {
    return this.#names.has(field) || this.#names.has(route);
  }

  /** Tells whether an image can have a wanted field. */
  inImage(image: ImageName): boolean {
    const { first, entries, extra = [] } = schemaOf(image);
    if (this.#routes.has(image)) return true;
    const parts = extra.flatMap(({ type }) => (typeof type === "function" ? [type] : []));
    return [first, entries, ...parts].some((message) => message !== undefined && this.reaches(message(), image));
  }

  /** Tells whether a message, or one in it, can have a wanted field. */
  reaches(message: MessageSchema, route: string): boolean {
    return this.#routes.has(route) || this.#reachesAnywhere(message);
  }

  #reachesAnywhere(message: MessageSchema): boolean {
    const known = this.#reaching.get(message);
    if (known !== undefined) return known;
    const all = new Set([message]);
    let isWanted = false;
    for (const { name, fields } of all) {
      for (const field of fields) {
        isWanted ||= this.#names.has(`${name}.${field.name}`);
        if (field.type.kind === "message") all.add(field.type.message());
      }
    }
    this.#reaching.set(message, isWanted);
    return isWanted;
  }
}
