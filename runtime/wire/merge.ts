/**
 * Merges two occurrences of a message field as protobuf specifies: fields of the later one take precedence, and lists
 * are concatenated. Changes and returns `earlier`; returns `later` if there is no earlier one.
 */
export function merge<T extends object>(earlier: T | undefined, later: T): T {
  if (earlier === undefined) return later;
  const into: Record<string, unknown> = earlier as Record<string, unknown>;
  for (const [name, value] of Object.entries(later)) {
    const present = into[name];
    if (Array.isArray(present) && Array.isArray(value)) {
      // Not `push(...value)`: a call takes only some hundred thousand arguments.
      for (const item of value) present.push(item);
    } else if (present instanceof Map && value instanceof Map) for (const [key, item] of value) present.set(key, item);
    else if (isMessage(present) && isMessage(value)) merge(present, value);
    else into[name] = value;
  }
  return earlier;
}

function isMessage(value: unknown): value is object {
  return typeof value === "object" && value !== null && !ArrayBuffer.isView(value) && !Array.isArray(value);
}

/** Removes the other fields of a oneof, when the field `by` is set. */
export function displace<T extends object>(message: T, oneof: readonly (keyof T)[], by: keyof T): void {
  for (const name of oneof) if (name !== by) Reflect.deleteProperty(message, name);
}
