import { layoutMessages } from "./field-path.ts";
import type { Field, Image, Message, Model } from "./model.ts";
import { messageNamed } from "./walk.ts";

/** Text, bytes, extra, rest or raw image, and the place of its declaration. */
export interface Content {
  /** `message.field`, `IMAGE`, `IMAGE.extra` or `IMAGE.rest`. */
  readonly path: string;
  readonly at: Image["at"];
}

/** Returns the content of images that relations.yaml gives no class of privacy, each once. */
export function unclassified(model: Model): Content[] {
  const classified = new Set(model.relations.privacy.flatMap(({ content }) => content.map(({ path }) => path)));
  const found = model.images.flatMap((image) => [...unclassifiedOf(model, image, classified)]);
  return [...new Map(found.map((content) => [content.path, content])).values()];
}

function* unclassifiedOf(model: Model, image: Image, classified: ReadonlySet<string>): Generator<Content> {
  const { name, layout, magic, at } = image;
  const bytes =
    magic === undefined
      ? [name]
      : (["extra", "rest"] as const).filter((key) => layout[key]).map((key) => `${name}.${key}`);
  for (const path of bytes) if (!classified.has(path)) yield { path, at };
  const seen = new Set<Message>();
  const waiting = layoutMessages(model, image).map((message) => ({ message, way: name }));
  for (const { message, way } of waiting) {
    if (seen.has(message)) continue;
    seen.add(message);
    for (const field of message.fields) {
      const path = `${message.name}.${field.name}`;
      if (classified.has(path) || classified.has(`${way}.${field.name}`)) continue;
      if (isContent(field)) yield { path, at: field.at };
      const inner = field.type.kind === "message" ? messageNamed(model, field.type.name) : undefined;
      if (inner !== undefined) waiting.push({ message: inner, way: `${way}.${field.name}` });
    }
  }
}

/** Returns whether a field contains text or bytes. Numbers are private only where relations.yaml says so. */
function isContent({ type }: Field): boolean {
  const kind = type.kind === "map" ? type.value : type;
  return kind.kind === "scalar" && (kind.scalar === "string" || kind.scalar === "bytes");
}
