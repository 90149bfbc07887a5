import type { YamlPath } from "../../generator/load/source.ts";
import { readOwn } from "../../generator/own/own-files.ts";

/** JSON Schema of a value, as far as critgen's own schemas use it. */
export interface Shape {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: boolean | Shape;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

/** Reads critgen's JSON Schemas, which the checks of a schema use, and finds the shape of a value by its path. */
export class Shapes {
  readonly #files = new Map<string, Shape>();

  /**
   * Returns all shapes that the value at a path can have.
   *
   * @param name name of the JSON Schema, such as `images`
   */
  at(name: string, path: YamlPath): Shape[] {
    const file = `${name}.schema.json`;
    let shapes = this.#all(this.#file(file), file);
    for (const key of path) shapes = shapes.flatMap((one) => this.#below(one, key));
    return shapes.map(({ shape }) => shape);
  }

  /** Returns the description of a key or value: the nearest one. */
  describe(name: string, path: YamlPath): string | undefined {
    return this.at(name, path).find(({ description }) => description !== undefined)?.description;
  }

  #below({ shape, file }: Placed, key: string | number): Placed[] {
    const { properties = {}, additionalProperties, items } = shape;
    if (typeof key === "number") return items === undefined ? [] : this.#all(items, file);
    const own = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    return typeof own === "object" ? this.#all(own, file) : [];
  }

  /** Returns a shape and its alternatives, with references resolved. */
  #all(shape: Shape, file: string): Placed[] {
    const { $ref, anyOf = [] } = shape;
    if ($ref !== undefined) {
      const [other = "", path = ""] = $ref.split("#");
      const target = other === "" ? file : other;
      return this.#all(follow(this.#file(target), path), target);
    }
    return [{ shape, file }, ...anyOf.flatMap((one) => this.#all(one, file))];
  }

  #file(file: string): Shape {
    const known = this.#files.get(file) ?? (JSON.parse(readOwn(`schema/${file}`)) as Shape);
    this.#files.set(file, known);
    return known;
  }
}

interface Placed {
  readonly shape: Shape;
  readonly file: string;
}

function follow(shape: Shape, path: string): Shape {
  let found: unknown = shape;
  for (const key of path.split("/").slice(1)) found = (found as Readonly<Record<string, unknown>>)[key];
  return found as Shape;
}
