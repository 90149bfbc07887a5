import type { Field, Image, Message, Model } from "../model/model.ts";
import { messageNamed } from "../model/walk.ts";

/** Largest number of fields: their presence is a non-negative 32-bit integer, a bit for each. */
const MOST = 31;

/**
 * Returns the entries' message of an image that can be read into columns: it is flat and numeric, without extra or
 * rest.
 */
export function flatMessage(model: Pick<Model, "messages">, image: Pick<Image, "layout">): Message | undefined {
  const { entries, extra, rest } = image.layout;
  const message = messageNamed(model, entries?.message);
  const isPlain = entries?.when === undefined && extra === undefined && rest === undefined;
  return message !== undefined && isPlain && isFlat(message) ? message : undefined;
}

function isFlat({ fields }: Message): boolean {
  return fields.length > 0 && fields.length <= MOST && fields.every(isColumn);
}

function isColumn({ label, oneof, type }: Field): boolean {
  if (label === "repeated" || oneof !== undefined) return false;
  return type.kind === "enum" || (type.kind === "scalar" && type.scalar !== "string" && type.scalar !== "bytes");
}
