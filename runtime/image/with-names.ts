import type { FieldLayout, FieldNames, MessageLayout } from "../wire/layout.ts";
import type { ExtraLayout, ImageLayout, PartLayout } from "./layout.ts";

/** Names by `message.field`. */
export type NamesByField = Readonly<Record<string, FieldNames>>;

/**
 * Adds names for people to layouts. Pretty JSON then shows names in place of the bare numbers of CRIU's JSON, and
 * reading accepts both.
 */
export function withNames(layouts: readonly ImageLayout[], names: NamesByField): ImageLayout[] {
  const message = namer(names);
  return layouts.map((layout) => ({
    ...layout,
    ...(layout.first && { first: message(layout.first) }),
    ...(layout.entries && { entries: message(layout.entries) }),
    ...(layout.extra && { extra: withExtra(layout.extra, message) }),
  }));
}

type Namer = (layout: MessageLayout) => MessageLayout;

/** Creates a function that adds names to each layout once. */
function namer(names: NamesByField): Namer {
  const made = new Map<MessageLayout, MessageLayout>();
  const add: Namer = (layout) => {
    const found = made.get(layout);
    if (found !== undefined) return found;
    const named: MessageLayout = {
      message: layout.message,
      get fields(): readonly FieldLayout[] {
        return layout.fields.map((field) => withName(field, names[`${layout.message}.${field.name}`], add));
      },
    };
    made.set(layout, named);
    return named;
  };
  return add;
}

function withName(field: FieldLayout, names: FieldNames | undefined, add: Namer): FieldLayout {
  const named = names === undefined ? field : { ...field, names };
  return named.type === "message" ? { ...named, message: () => add(named.message()) } : named;
}

function withExtra(extra: ExtraLayout, add: Namer): ExtraLayout {
  if (!("parts" in extra)) return withPart(extra, add);
  const parts = Object.entries(extra.parts).map(([name, part]) => [name, withPart(part, add)] as const);
  return { ...extra, parts: Object.fromEntries(parts) };
}

function withPart(part: PartLayout, add: Namer): PartLayout {
  if ("run" in part) return part;
  const { messages, extra } = part;
  return { ...part, messages: add(messages), ...(extra && { extra: withExtra(extra, add) }) };
}
