import type { AnyImage } from "criu-images";
import { enums, type FactField, layouts, messages } from "./facts.ts";
import { type Exact, parseExact } from "./json.ts";
import type { Plain } from "./reference.ts";

/*
 * Compares images in plain JSON with the typed codec. Fields and types come from facts, not from the layouts under
 * test.
 */

type JsonObject = Readonly<Record<string, Exact>>;

/** Content of an image, without its framing. */
export interface Content {
  readonly first?: Plain;
  readonly entries: readonly Plain[];
  readonly rest?: Uint8Array;
}

/** Returns the content of an image in plain JSON. */
export function contentOfJson(image: string, json: string): Content {
  const { entries } = parseExact(json) as { readonly entries: readonly JsonObject[] };
  const { first, entry = "ghost_chunk_entry" } = layouts[image] ?? {};
  if (first === undefined && entry === null) {
    return { entries: [], rest: bytesOf(entries[0]?.["extra"] ?? null) };
  }
  const [head, ...others] = first === undefined ? [undefined, ...entries] : entries;
  const rest = head?.["extra"];
  return {
    ...(head !== undefined && first !== undefined && { first: messageOfJson(first, head) }),
    entries: others.map((item) => entryOf(image, entry ?? "", item ?? {})),
    ...(rest !== undefined && { rest: bytesOf(rest) }),
  };
}

/** Returns the content of an image from the typed codec, in the same form. */
export function contentOf(image: AnyImage): Content {
  const { first, entries, rest } = image as unknown as { first?: Plain; entries: readonly Plain[]; rest?: Uint8Array };
  const known = { ...(first !== undefined && { first }), entries, ...(rest !== undefined && { rest }) };
  return withoutExtras(known) as Content;
}

/** Removes properties that begin with a dollar sign: unknown fields and pads. */
export function withoutExtras(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExtras);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  const known = Object.entries(value).filter(([name, item]) => !name.startsWith("$") && item !== undefined);
  return Object.fromEntries(known.map(([name, item]) => [name, withoutExtras(item)]));
}

function entryOf(image: string, message: string, json: JsonObject): Plain {
  const fields = messageOfJson(message, json);
  const extra = json["extra"];
  return extra === undefined ? fields : { ...fields, extra: extraOf(image, fields, extra) };
}

/** Returns the extra of a message. */
function extraOf(image: string, fields: Plain, extra: Exact): unknown {
  if (image === "BPFMAP_DATA") {
    const keys = Number(fields["keys_bytes"]);
    return { keys: bytesOf(extra).subarray(0, keys), values: bytesOf(extra).subarray(keys) };
  }
  if (image === "IPCNS_SEM") return (extra as readonly bigint[]).map(Number);
  if (image === "IPCNS_MSG") return messagesOf(extra as readonly Exact[]);
  if (typeof extra === "string") return bytesOf(extra);
  return Object.fromEntries(Object.entries(extra as JsonObject).map(([name, part]) => [name, bytesOf(part)]));
}

/** Returns the messages of alternating messages and data, with the data as extra. */
function messagesOf(extra: readonly Exact[]): Plain[] {
  const pairs = Array.from({ length: extra.length / 2 }, (_, i) => extra.slice(2 * i, 2 * i + 2));
  return pairs.map(([message, data = ""]) => ({
    ...messageOfJson("ipc_msg", message as JsonObject),
    extra: bytesOf(data),
  }));
}

/** Converts a message of plain JSON; refuses unknown names, and fields out of order. */
function messageOfJson(name: string, json: JsonObject): Plain {
  const fields = [...(messages[name]?.fields ?? [])].sort((a, b) => a.number - b.number);
  const known = Object.keys(json).filter((key) => key !== "$kept" && key !== "extra");
  const expected = fields.map((field) => field.name).filter((field) => field in json);
  if (known.join() !== expected.join()) throw new Error(`${name} has ${known.join()}, not ${expected.join()}`);
  return Object.fromEntries(
    fields.flatMap((field): [string, unknown][] => {
      const value = json[field.name];
      if (field.label === "repeated")
        return [[field.name, ((value ?? []) as Exact[]).map((one) => typedValue(field, one))]];
      return value === undefined ? [] : [[field.name, typedValue(field, value)]];
    }),
  );
}

function typedValue(field: FactField, value: Exact): unknown {
  if (field.kind === "message") return messageOfJson(field.type, value as JsonObject);
  if (field.kind === "enum") return typeof value === "string" ? enums[field.type]?.values[value] : Number(value);
  if (field.type === "bytes") return field.criu?.["conv"] === "unix_name" ? unquoted(String(value)) : bytesOf(value);
  return typeof value === "bigint" && !field.type.includes("64") ? Number(value) : value;
}

function bytesOf(base64: Exact): Uint8Array {
  return new Uint8Array(Buffer.from(String(base64), "base64"));
}

/** Decodes a quoted-printable text. */
function unquoted(text: string): Uint8Array {
  const plain = text
    .replaceAll(/=\r?\n/g, "")
    .replaceAll(/=([\dA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return new Uint8Array(Buffer.from(plain, "latin1"));
}
