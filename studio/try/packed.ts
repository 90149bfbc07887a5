import { ShareError } from "./share-error.ts";

/** Longest fragment, in characters, and longest text in one, in bytes. */
const LONGEST = 200_000;
const MOST = 2 ** 21;

/** Compresses a text for an address. */
export async function packText(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * Reverses `packText`. It stops as soon as the text grows too long: a few bytes can unpack to gigabytes.
 *
 * @throws {ShareError} if the fragment is damaged, or too long
 */
export async function unpackText(fragment: string): Promise<string> {
  if (fragment.length > LONGEST) throw new ShareError(`it has more than ${LONGEST.toLocaleString("en")} characters`);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = new Blob([bytesOf(fragment)]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new ShareError("its content is damaged");
    });
    if (done) return new Blob(parts).text();
    size += value.length;
    parts.push(value);
    if (size <= MOST) continue;
    await reader.cancel();
    throw new ShareError(`its content has more than ${MOST.toLocaleString("en")} bytes`);
  }
}

function bytesOf(fragment: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(fragment.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  } catch {
    throw new ShareError("it has other characters than base64url");
  }
}
