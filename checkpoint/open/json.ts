import { SourceError } from "./error.ts";
import { readFile, type Store } from "./store.ts";

/** Largest JSON that is read, in bytes. Registries refuse manifests of more than 4 MiB. */
const LARGEST = 4 << 20;

/** A value of JSON from a stranger: reading it by a type returns `undefined` for all others. */
export class Json {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  /** Returns the value of a key, which need not be there. */
  get(...keys: readonly string[]): Json {
    let { value } = this;
    for (const key of keys) {
      value = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    }
    return new Json(value);
  }

  /** Returns the keys and values of an object. */
  entries(): [string, Json][] {
    return isRecord(this.value) ? Object.entries(this.value).map(([key, value]) => [key, new Json(value)]) : [];
  }

  list(...keys: readonly string[]): Json[] {
    const { value } = this.get(...keys);
    return Array.isArray(value) ? value.map((one) => new Json(one)) : [];
  }

  text(...keys: readonly string[]): string | undefined {
    const { value } = this.get(...keys);
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  number(...keys: readonly string[]): number | undefined {
    const { value } = this.get(...keys);
    return typeof value === "number" ? value : undefined;
  }

  flag(...keys: readonly string[]): boolean | undefined {
    const { value } = this.get(...keys);
    return typeof value === "boolean" ? value : undefined;
  }

  /** Returns a time of RFC 3339; `undefined` for Go's zero time, too. */
  time(...keys: readonly string[]): Date | undefined {
    const time = new Date(this.text(...keys) ?? Number.NaN);
    return Number.isNaN(time.getTime()) || time.getUTCFullYear() <= 1 ? undefined : time;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns the texts of an object. */
export function textsIn(json: Json): Map<string, string> {
  return new Map(json.entries().flatMap(([key, { value }]) => (typeof value === "string" ? [[key, value]] : [])));
}

/** Parses JSON; returns `undefined` if it is none. */
export function parsed(text: string): Json | undefined {
  try {
    return new Json(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * Reads a file of JSON.
 *
 * @throws {SourceError} `damaged`, `too-large`
 * @throws {ImageError} `no-file`
 */
export async function jsonAt(store: Store, name: string): Promise<Json> {
  const json = parsed(new TextDecoder().decode(await smallFile(store, name)));
  if (json === undefined) throw new SourceError("damaged", `${name} is no JSON: compare it with the original`);
  return json;
}

/**
 * Reads a file that is no larger than a JSON may be.
 *
 * @throws {SourceError} `too-large`
 * @throws {ImageError} `no-file`
 */
export async function smallFile(store: Store, name: string): Promise<Uint8Array> {
  const { size } = store.bytes(name);
  if (size > LARGEST) throw new SourceError("too-large", `${name} has ${size} bytes, more than ${LARGEST}`);
  return readFile(store, name);
}
