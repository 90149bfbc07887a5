import type { Node } from "yaml";
import { entriesOf, isText, itemsOf, spanOf } from "../yaml/nodes.ts";
import { type KnownNames, reference } from "./known.ts";
import type { Occurrence } from "./name.ts";

/**
 * Yields the names in relations.yaml: images, messages and fields. Paths begin with a message, an image, or a field of
 * the message that the key is about.
 */
export function* namesInRelations(contents: unknown, known: KnownNames): Generator<Occurrence> {
  for (const { name, value } of entriesOf(contents)) {
    // The first word of these values is none of a field.
    yield* namesBelow(value, { known, skipped: name === "references" ? /^[\w-]+\??/ : undefined, owner: undefined });
  }
}

interface Around {
  readonly known: KnownNames;
  readonly skipped: RegExp | undefined;
  /** Message whose fields can stand alone. */
  readonly owner: string | undefined;
}

function* namesBelow(node: Node | undefined, around: Around): Generator<Occurrence> {
  for (const { name, key, value } of entriesOf(node)) {
    if (name === "about") continue;
    const found = [...namesInText(name, key.from, { ...around, skipped: undefined })];
    yield* found;
    const field = found.findLast(({ kind }) => kind === "field")?.name;
    const owner = field === undefined ? around.owner : field.slice(0, field.lastIndexOf("."));
    yield* namesBelow(value, { ...around, owner });
  }
  for (const item of itemsOf(node)) yield* namesBelow(item, around);
  if (isText(node)) yield* namesInText(node.value, spanOf(node).from, around);
}

/** Words of conditions and presences. */
const WORDS: ReadonlySet<string> = new Set(["if", "unless", "and", "or", "has", "of", "always", "optional", "none"]);

function* namesInText(text: string, from: number, { known, skipped, owner }: Around): Generator<Occurrence> {
  const begin = skipped?.exec(text)?.[0].length ?? 0;
  let within = owner;
  for (const match of text.slice(begin).matchAll(/(?<![\w-])[A-Za-z_]\w*(?:\.\w+)*(?![\w-])/g)) {
    if (WORDS.has(match[0])) continue;
    const found = [...namesInPath(match[0], from + begin + match.index, known, within)];
    yield* found;
    const field = found.find(({ kind }) => kind === "field")?.name;
    within ??= field?.slice(0, field.lastIndexOf("."));
  }
}

/** Yields the parts of a path: an image or a message, then fields of messages inside of each other. */
function* namesInPath(path: string, from: number, known: KnownNames, owner: string | undefined): Generator<Occurrence> {
  let message = owner;
  for (const part of path.matchAll(/\w+/g)) {
    const span = { from: from + part.index, to: from + part.index + part[0].length };
    const whole = path.slice(0, part.index + part[0].length);
    const field = `${message}.${part[0]}`;
    if (part.index === 0 && known.images.has(whole)) {
      yield reference("image", whole, span);
      message = known.entries.get(whole);
    } else if (known.protos.get(whole) === "message") {
      yield reference("message", whole, span);
      message = whole;
    } else if (known.protos.get(field) === "field") {
      yield reference("field", field, span);
      message = known.types.get(field);
    }
  }
}
