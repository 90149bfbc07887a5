/** Numbers of bytes by the kind of their source, such as `here` or `parent`. */
export class Tally {
  readonly kinds: Map<string, bigint> = new Map<string, bigint>();
  /** Those of compressed runs, by the compression. */
  readonly compressed: Map<string, bigint> = new Map<string, bigint>();

  add(kind: string, bytes: bigint, codec?: string): void {
    increase(this.kinds, kind, bytes);
    if (codec !== undefined) increase(this.compressed, codec, bytes);
  }

  /** Adds the numbers of another tally, or subtracts them. */
  addAll({ kinds, compressed }: Tally, sign: 1n | -1n = 1n): void {
    for (const [kind, bytes] of kinds) increase(this.kinds, kind, sign * bytes);
    for (const [codec, bytes] of compressed) increase(this.compressed, codec, sign * bytes);
  }

  /** Number of all bytes. */
  get total(): bigint {
    return [...this.kinds.values()].reduce((sum, bytes) => sum + bytes, 0n);
  }
}

function increase(numbers: Map<string, bigint>, key: string, by: bigint): void {
  const sum = (numbers.get(key) ?? 0n) + by;
  if (sum === 0n) numbers.delete(key);
  else numbers.set(key, sum);
}
