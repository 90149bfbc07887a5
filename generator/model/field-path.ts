import type { Field, Image, Message, Model } from "./model.ts";
import { messageNamed, messagesOf } from "./walk.ts";

/** A path of fields: `message.field`, or `IMAGE.field.field` from a message of an image's layout. */
export interface ResolvedPath {
  /** The image, if the path begins with one. */
  readonly image?: Image;
  /** The fields on the way, at least one. */
  readonly fields: readonly [Field, ...Field[]];
  /** Message of each field. */
  readonly messages: readonly [Message, ...Message[]];
}

/** The first name of a path that does not exist. */
export interface PathFault {
  readonly message: string;
  /** The name as `message`, `message.field` or `IMAGE`. */
  readonly missing: string;
  /** The name that was given, and names that exist there. */
  readonly given: string;
  readonly known: readonly string[];
}

/** Resolves a path. Names of rows take precedence over names of messages, and a longer message over a shorter one. */
export function resolvePath(model: Model, path: string): ResolvedPath | PathFault {
  const [first = "", ...rest] = path.split(".");
  const image = model.images.find(({ name }) => name === first);
  if (image !== undefined) return withImage(image, resolveIn(model, layoutMessages(model, image), first, rest));
  const message = longest(path, model.messages);
  if (message !== undefined)
    return resolveIn(model, [message], message.name, path.slice(message.name.length + 1).split("."));
  const known = [...model.images, ...model.messages].map(({ name }) => name);
  const fault = `\`${first}\` is neither an image nor a message of the schema`;
  return { message: fault, missing: first, given: first, known };
}

/** Resolves a path of field names from one of some messages. */
export function resolveIn(
  model: Model,
  from: readonly Message[],
  owner: string,
  names: readonly string[],
): ResolvedPath | PathFault {
  const [name = "", ...rest] = names;
  const message = from.find(({ fields }) => fields.some((field) => field.name === name));
  const field = message?.fields.find((one) => one.name === name);
  if (message === undefined || field === undefined) {
    const known = from.flatMap(({ fields }) => fields.map((one) => one.name));
    const missing = `${from[0]?.name ?? owner}.${name}`;
    return { message: `\`${owner}\` has no field \`${name}\``, missing, given: name, known };
  }
  const [next] = rest;
  if (next === undefined) return { fields: [field], messages: [message] };
  const inner = field.type.kind === "message" ? messageNamed(model, field.type.name) : undefined;
  if (inner === undefined) {
    const fault = `\`${message.name}.${name}\` is no message: it has no field \`${next}\``;
    return { message: fault, missing: `${message.name}.${name}.${next}`, given: next, known: [] };
  }
  const found = resolveIn(model, [inner], inner.name, rest);
  return isFault(found) ? found : { fields: [field, ...found.fields], messages: [message, ...found.messages] };
}

/**
 * Resolves the path of a condition: from an image, or else from the innermost message around that has its first field.
 *
 * @param around messages around the condition, the innermost first
 */
export function resolveAround(model: Model, path: string, around: readonly Message[]): ResolvedPath | PathFault {
  const names = path.split(".");
  const owner = around.find(({ fields }) => fields.some(({ name }) => name === names[0])) ?? around[0];
  const isImage = model.images.some(({ name }) => name === names[0]);
  return isImage || owner === undefined ? resolvePath(model, path) : resolveIn(model, [owner], owner.name, names);
}

/** Returns the last field of a path, and its message. */
export function lastOf({ fields, messages }: ResolvedPath): { readonly field: Field; readonly owner: Message } {
  return { field: fields.at(-1) ?? fields[0], owner: messages.at(-1) ?? messages[0] };
}

export function isFault(found: ResolvedPath | PathFault): found is PathFault {
  return "missing" in found;
}

/** Returns the messages of an image's layout: entries before the first message, then the messages in extras. */
export function layoutMessages(model: Model, image: Image): Message[] {
  const { first, entries } = image.layout;
  const names = [...messagesOf(image)].map(({ message }) => message);
  const inOrder = [entries?.message, first?.message, ...names].filter((name) => name !== undefined);
  return [...new Set(inOrder)].flatMap((name) => messageNamed(model, name) ?? []);
}

/** Finds the longest message name that a path begins with, because packages and outer messages contain dots too. */
export function longest(path: string, messages: readonly Message[]): Message | undefined {
  const found = messages.filter(({ name }) => path.startsWith(`${name}.`));
  return found.toSorted((a, b) => b.name.length - a.name.length)[0];
}

function withImage(image: Image, found: ResolvedPath | PathFault): ResolvedPath | PathFault {
  return isFault(found) ? found : { image, ...found };
}
