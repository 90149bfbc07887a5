import type { ImageLayout, MessageLayout } from "criu-images/layouts";

/** Returns layouts as plain data; a message that occurs again is replaced by its name. */
export function plain(layouts: readonly ImageLayout[]): unknown {
  const seen = new Set<string>();
  const message = (layout: MessageLayout): unknown => {
    if (seen.has(layout.message)) return layout.message;
    seen.add(layout.message);
    const { fields } = layout;
    return { message: layout.message, fields: fields.map((field) => deep(field)) };
  };
  const deep = (value: unknown): unknown => {
    if (typeof value === "function") return message((value as () => MessageLayout)());
    if (Array.isArray(value)) return value.map(deep);
    if (typeof value !== "object" || value === null) return value;
    if ("message" in value && "fields" in value) return message(value as MessageLayout);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, deep(one)]));
  };
  return layouts.map(deep);
}
