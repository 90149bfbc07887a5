const TAB = 9;
const NEW_LINE = 10;
const BLANK = 32;

/** Column of a line's keys, each with a blank before and after it. */
const KEYS = 5;

const BITS = 18;

/**
 * Finds lines of the gazetteer's text by their keys. It is a hash table of positions: a Map takes ten times as long to make of
 * the 260,000 keys, and an audit looks up 70.
 */
export class KeyIndex {
  readonly #text: string;
  /** The last entry of each hash, and for each entry the one before it; -1 for none. */
  readonly #last = new Int32Array(1 << BITS).fill(-1);
  readonly #before: number[] = [];
  /** Position of each entry's line. */
  readonly #lines: number[] = [];

  constructor(text: string) {
    this.#text = text;
    let line = 0;
    let column = 0;
    let hash = 0;
    for (let i = 0; i < text.length; i++) {
      const char = text.charCodeAt(i);
      if (char === NEW_LINE) {
        line = i + 1;
        column = 0;
      } else if (char === TAB) {
        column++;
        hash = 0;
      } else if (column === KEYS) {
        // A key ends here; the first blank of the column ends none.
        if (char === BLANK && text.charCodeAt(i - 1) > BLANK) this.#add(hash, line);
        hash = char === BLANK ? 0 : step(hash, char);
      }
    }
  }

  /** Returns the positions of all lines with a key, in their order. */
  lines(key: string): number[] {
    const found: number[] = [];
    for (let entry = this.#last[slot(hashOf(key))] ?? -1; entry >= 0; entry = this.#before[entry] ?? -1) {
      const line = this.#lines[entry] ?? 0;
      if (lineAt(this.#text, line).includes(` ${key} `)) found.push(line);
    }
    return found.reverse();
  }

  #add(hash: number, line: number): void {
    this.#before.push(this.#last[slot(hash)] ?? -1);
    this.#last[slot(hash)] = this.#lines.push(line) - 1;
  }
}

/** Returns the line that begins at a position. */
export function lineAt(text: string, position: number): string {
  return text.slice(position, text.indexOf("\n", position));
}

const step = (hash: number, char: number): number => (Math.imul(hash, 31) + char) | 0;
const slot = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> (32 - BITS);

function hashOf(key: string): number {
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = step(hash, key.charCodeAt(i));
  return hash;
}
