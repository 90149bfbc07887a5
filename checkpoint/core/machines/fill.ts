import type { Entry } from "../../memory/conditions.ts";
import type { Words } from "../../memory/words.ts";
import { putInteger } from "../elf/struct.ts";
import { CoreError } from "../error.ts";
import type { Field } from "./machine.ts";

/**
 * Copies registers of a message to their places. An absent single register stays zero.
 *
 * @throws {CoreError} `bad-registers` if a list has another length than its place
 */
export function fill(bytes: Uint8Array, message: Entry, fields: readonly Field[], { littleEndian }: Words): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const { path, offset, width, count } of fields) {
    const value = at(message, path);
    const values = count === undefined ? [value ?? 0] : (value as readonly unknown[]);
    if (values.length !== (count ?? 1)) {
      throw new CoreError("bad-registers", `${path} has ${values.length} elements; its architecture has ${count}`);
    }
    for (const [index, one] of values.entries()) {
      putInteger(view, offset + index * width, width, littleEndian, one as number | bigint);
    }
  }
}

/** Returns the value at a path of fields; the message itself for an empty path. */
export function at(message: Entry, path: string): unknown {
  if (path === "") return message;
  return path.split(".").reduce<unknown>((value, name) => (value as Entry | undefined)?.[name], message);
}
