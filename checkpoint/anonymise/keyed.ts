/** Shortest key, in bytes: a shorter one could be tried out. */
const SHORTEST = 16;

/** Key of WebCrypto, whose type not all libraries of TypeScript name. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/**
 * Pseudo-random functions of a key: HMAC with SHA-256, and the key stream of AES in counter mode. Both are those of the
 * platform's WebCrypto. Nobody without the key can compute them, so that guesses cannot be tried.
 */
export class Keyed {
  readonly #key: Key;

  private constructor(key: Key) {
    this.#key = key;
  }

  /**
   * Creates the functions of a key.
   *
   * @param key at least 16 bytes; 32 random ones by default
   * @throws {RangeError} if the key is shorter
   */
  static async of(key: Uint8Array = crypto.getRandomValues(new Uint8Array(32))): Promise<Keyed> {
    if (key.length < SHORTEST)
      throw new RangeError(`the key has ${key.length} bytes: at least ${SHORTEST} random ones are needed`);
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    return new Keyed(await crypto.subtle.importKey("raw", new Uint8Array(key), algorithm, false, ["sign"]));
  }

  /**
   * Returns 32 bytes for other bytes.
   *
   * @param domain purpose: equal bytes of two purposes have nothing in common
   */
  async digest(domain: string, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    const message = new Uint8Array(domain.length + 1 + bytes.length);
    new TextEncoder().encodeInto(domain, message);
    message.set(bytes, domain.length + 1);
    return new Uint8Array(await crypto.subtle.sign("HMAC", this.#key, message));
  }

  /** Returns as many bytes as wanted for other bytes. */
  async stream(domain: string, bytes: Uint8Array, size: number): Promise<Uint8Array<ArrayBuffer>> {
    const seed = await this.digest(domain, bytes);
    const key = await crypto.subtle.importKey("raw", seed, "AES-CTR", false, ["encrypt"]);
    // The seed is of these bytes alone: the counter can begin at zero.
    const counter = { name: "AES-CTR", counter: new Uint8Array(16), length: 64 };
    return new Uint8Array(await crypto.subtle.encrypt(counter, key, new Uint8Array(size)));
  }
}
