import { onceFor } from "./memo.ts";
import type { Extra, Image, Message, Model, Part } from "./model.ts";

/** A part, and the message before it, which holds its length field. */
export interface PlacedPart {
  readonly part: Part;
  readonly owner: string;
}

/** Yields all parts of an extra after `owner`, including nested ones. */
export function* partsOf(extra: Extra | undefined, owner: string): Generator<PlacedPart> {
  if (extra === undefined) return;
  const parts = extra.kind === "one" ? [extra.part] : extra.parts.map(({ part }) => part);
  for (const part of parts) {
    yield { part, owner };
    if (part.kind === "messages") yield* partsOf(part.extra, part.message);
  }
}

/** Yields all messages that an image's layout names. */
export function* messagesOf(image: Image): Generator<{ readonly message: string; readonly at: Image["at"] }> {
  const { first, entries, extra } = image.layout;
  if (first !== undefined) yield first;
  if (entries === undefined) return;
  yield entries;
  for (const { part } of partsOf(extra, entries.message)) if (part.kind === "messages") yield part;
}

const messagesByName = onceFor(
  ({ messages }: Pick<Model, "messages">): ReadonlyMap<string | undefined, Message> =>
    new Map(messages.map((message) => [message.name, message])),
);

/** Returns the message of a name. */
export function messageNamed(model: Pick<Model, "messages">, name: string | undefined): Message | undefined {
  return messagesByName(model).get(name);
}
