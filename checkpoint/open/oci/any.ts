import { type MessageLayout, visitValues } from "criu-images/layouts";

/** Values of a message by field, in the order of its bytes. A text is a view of its bytes. */
export type Values = ReadonlyMap<string, readonly (number | bigint | Uint8Array)[]>;

/** A value of protobuf with the name of its type; see google/protobuf/any.proto. */
const ANY: MessageLayout = {
  message: "google.protobuf.Any",
  fields: [
    { number: 1, name: "type_url", type: "string" },
    { number: 2, name: "value", type: "bytes" },
  ],
};

/**
 * Returns the value of a google.protobuf.Any: the bytes of JSON or of another message. containerd writes JSON for types
 * without a .proto file.
 *
 * @throws {ImageError} if it is none
 */
export function valueOfAny(bytes: Uint8Array): Uint8Array {
  const value = valuesIn(ANY, bytes).get("value")?.at(-1);
  return value instanceof Uint8Array ? value : new Uint8Array();
}

/**
 * Reads the declared fields of a message.
 *
 * @throws {ImageError} if it is not valid
 */
export function valuesIn(layout: MessageLayout, bytes: Uint8Array): Values {
  const values = new Map<string, (number | bigint | Uint8Array)[]>();
  visitValues(layout, bytes, layout.message, {
    value: ({ name }, value) => void values.set(name, [...(values.get(name) ?? []), value]),
    unknown: () => undefined,
  });
  return values;
}
