import type { ImageName } from "criu-images/all";
import { type ImageSchema, imageSchemas } from "criu-images/schema";

const SCHEMAS: ReadonlyMap<string, ImageSchema> = new Map(imageSchemas.map((one) => [one.name, one]));

/** Returns the schema of an image. */
export function schemaOf(image: ImageName): ImageSchema {
  const found = SCHEMAS.get(image);
  if (found === undefined) throw new TypeError(`${image} is no image of the schema`);
  return found;
}
