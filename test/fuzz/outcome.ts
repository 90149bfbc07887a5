import { isDeepStrictEqual } from "node:util";
import { ImageError, type ImageErrorCode } from "criu-images";

/* Defines the outcome of reading: a value or an ImageError. Any other error is a finding. */

/** A violated property. */
export class Finding extends Error {
  override name = "Finding";
}

export type Outcome<T> = { readonly value: T; readonly error?: never } | { readonly error: ImageError };

const CODES: ReadonlySet<string> = new Set<ImageErrorCode>([
  ...(["truncated", "overrun", "bad-varint", "bad-tag", "too-deep", "too-large", "too-much", "missing-field"] as const),
  ...(["bad-magic", "swapped-head", "missing-head", "unexpected-head", "unknown-version", "bad-length"] as const),
  ...(["bad-value", "bad-name", "raw-image", "bad-json"] as const),
]);

/** Runs a reader of `size` bytes. @throws {Finding} if it throws no ImageError, or an ImageError without offset */
export function outcome<T>(what: string, size: number, read: () => T): Outcome<T> {
  try {
    return { value: read() };
  } catch (problem) {
    return { error: checked(what, size, problem) };
  }
}

/** Runs an asynchronous reader like {@link outcome}. */
export async function outcomeOf<T>(what: string, size: number, read: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await read() };
  } catch (problem) {
    return { error: checked(what, size, problem) };
  }
}

function checked(what: string, size: number, problem: unknown): ImageError {
  if (!(problem instanceof ImageError)) {
    throw new Finding(`${what} throws ${problem instanceof Error ? (problem.stack ?? problem.message) : problem}`);
  }
  const { code, offset } = problem;
  if (!CODES.has(code)) throw new Finding(`${what} throws an unknown code: ${code}`);
  const placed = offset !== undefined && Number.isInteger(offset) && offset >= 0 && offset <= size;
  if (!placed && code !== "raw-image") throw new Finding(`${what} does not say where: ${problem.message}`);
  return problem;
}

/** Returns the properties of an error except its text. */
function told({ code, offset, entry, path = "", image }: ImageError, pathOf: (path: string) => string): string {
  return [code, offset, entry, pathOf(path), image].join();
}

/** Checks that two ways of reading the same bytes have the same outcome. */
export function same(
  what: string,
  a: Outcome<unknown>,
  b: Outcome<unknown>,
  pathOf = (path: string): string => path,
): void {
  if (a.error !== undefined && b.error !== undefined) {
    if (told(a.error, pathOf) === told(b.error, pathOf)) return;
    throw new Finding(`${what}: "${a.error.message}" and "${b.error.message}"`);
  }
  if (a.error !== undefined || b.error !== undefined) {
    throw new Finding(`${what}: ${endOf(a)} and ${endOf(b)}`);
  }
  if (!isDeepStrictEqual(a.value, b.value)) throw new Finding(`${what}: the values are not the same`);
}

function endOf({ error }: Outcome<unknown>): string {
  return error === undefined ? "a result" : `"${error.message}" (${error.code})`;
}

/** Checks that two byte arrays are equal. */
export function sameBytes(what: string, a: Uint8Array, b: Uint8Array): void {
  if (Buffer.compare(a, b) !== 0) throw new Finding(`${what}: not the same bytes`);
}
