import type { ImageName } from "criu-images/all";
import { fieldsOf, type ImageLayout, imageLayouts, type MessageLayout } from "criu-images/layouts";
import { NAMES, withNames } from "criu-images/names";
import { type ImageSchema, imageSchemas } from "criu-images/schema";
import { listOf, type Owner } from "./decoded.ts";
import type { Described } from "./identities.ts";
import type { Rules, Sort } from "./rules.ts";
import type { Spot } from "./side.ts";

/** Schema of an image, and its layout with names for people. */
export interface ImageShape {
  readonly schema: ImageSchema;
  readonly layout: ImageLayout | undefined;
}

const SCHEMAS: ReadonlyMap<string, ImageSchema> = new Map(imageSchemas.map((one) => [one.name, one]));
const LAYOUTS: ReadonlyMap<string, ImageLayout> = new Map(
  withNames(imageLayouts, NAMES).map((one) => [one.image, one]),
);

/** Returns the shape of an image. */
export function shapeOf(image: ImageName): ImageShape {
  const schema = SCHEMAS.get(image);
  if (schema === undefined) throw new TypeError(`${image} is no image of the schema`);
  return { schema, layout: LAYOUTS.get(image) };
}

/** A message of an image, with the path to it and its topic. */
export interface Located extends Described, Sort {
  readonly route: string;
}

/** Finds a message in a decoded image; `undefined` if it is not there. */
export function locate(rules: Rules, image: ImageName, decoded: Owner, spot: Spot): Located | undefined {
  const { schema, layout } = shapeOf(image);
  const owner = listOf<Owner>(decoded["entries"])[spot.entry ?? -1];
  const message = schema.entries?.();
  if (owner === undefined || message === undefined) return undefined;
  const start = { owner, schema: message, layout: layout?.entries, spot, route: image, ...rules.ofImage(image) };
  return spot.path === "" ? start : inner(rules, start, spot.path);
}

function inner(rules: Rules, from: Located, path: string): Located | undefined {
  let at: Located = from;
  for (const step of path.split(".")) {
    const [, name = "", index] = /^(\w+)(?:\[(\d+)\])?$/.exec(step) ?? [];
    const field = at.schema.fields.find((one) => one.name === name);
    if (field?.type.kind !== "message") return undefined;
    const value = at.owner[field.property];
    const owner = index === undefined ? (value as Owner | undefined) : listOf<Owner>(value)[Number(index)];
    if (owner === undefined) return undefined;
    const [dotted, route] = [`${at.schema.name}.${name}`, `${at.route}.${name}`];
    const layout = layoutIn(at.layout, name);
    at = { ...at, ...rules.ofField(dotted, route, at), owner, schema: field.type.message(), layout, route };
  }
  return at;
}

function layoutIn(layout: MessageLayout | undefined, name: string): MessageLayout | undefined {
  const field = layout && fieldsOf(layout).byName.get(name);
  return field?.type === "message" ? field.layout.message() : undefined;
}

/** Returns the topic of an entry: that of the narrowest message in it with a topic of its own. */
export function topicOf(rules: Rules, { owner, schema, route, topic }: Located): string {
  const inner = schema.fields.flatMap(({ name, property }) => {
    if (owner[property] === undefined) return [];
    return rules.ownTopic(`${schema.name}.${name}`, `${route}.${name}`) ?? [];
  });
  return inner[0] ?? topic;
}
