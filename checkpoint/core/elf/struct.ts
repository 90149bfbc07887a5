import type { Words } from "../../memory/words.ts";

/** Number of bytes of an integer. */
export type Width = 1 | 2 | 4 | 8;

/** Writes members of a C struct one after the other, each aligned to its size. */
export class StructWriter {
  readonly #view: DataView;
  readonly #words: Words;
  #at = 0;

  /**
   * @param size number of bytes of the struct; it begins as zeros
   */
  constructor(words: Words, size: number) {
    this.#view = new DataView(new ArrayBuffer(size));
    this.#words = words;
  }

  /** The bytes of the struct. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.#view.buffer);
  }

  /** Writes integers of one width. Higher bits than fit are dropped. */
  put(width: Width, ...values: readonly (number | bigint)[]): this {
    this.#at += -this.#at & (width - 1);
    for (const value of values) {
      putInteger(this.#view, this.#at, width, this.#words.littleEndian, value);
      this.#at += width;
    }
    return this;
  }

  /** Writes words: longs and addresses. */
  word(...values: readonly (number | bigint)[]): this {
    return this.put(this.#words.size, ...values);
  }

  /** Writes bytes, without alignment; those beyond `room` are dropped, and zeros follow fewer ones. */
  chars(bytes: Uint8Array, room: number = bytes.length): this {
    this.bytes.set(bytes.subarray(0, room), this.#at);
    this.#at += room;
    return this;
  }

  /** Skips bytes, which stay zero. */
  skip(count: number): this {
    this.#at += count;
    return this;
  }
}

/** Writes an integer; higher bits than fit are dropped. */
export function putInteger(
  view: DataView,
  offset: number,
  width: Width,
  littleEndian: boolean,
  value: number | bigint,
): void {
  if (width === 8) {
    view.setBigUint64(offset, BigInt(value), littleEndian);
    return;
  }
  const low = typeof value === "bigint" ? Number(BigInt.asUintN(32, value)) : value;
  if (width === 4) view.setUint32(offset, low, littleEndian);
  else if (width === 2) view.setUint16(offset, low, littleEndian);
  else view.setUint8(offset, low);
}
