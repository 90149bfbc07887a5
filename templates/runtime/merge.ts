/**
 * What protobuf says of a field of message type that occurs twice: the later one's fields win, and lists are joined.
 * Writes into `earlier` and returns it; no `earlier`, nothing to merge.
 */
export function merge<T extends object>(earlier: T | undefined, later: T): T {
  if (earlier === undefined) return later;
  const into: Record<string, unknown> = earlier as Record<string, unknown>;
  for (const [name, value] of Object.entries(later)) {
    const present = into[name];
    if (Array.isArray(present) && Array.isArray(value)) {
      // Not with `push(...value)`: a call takes some hundred thousand arguments at most.
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

/** Takes out of a message the fields of a oneof that another one of it displaces. */
export function displace<T extends object>(message: T, oneof: readonly (keyof T)[], by: keyof T): void {
  for (const name of oneof) if (name !== by) Reflect.deleteProperty(message, name);
}
