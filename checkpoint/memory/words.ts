/** Size of a word and byte order of a process. */
export interface Words {
  /** Number of bytes of an address and of a long. */
  readonly size: 4 | 8;
  readonly littleEndian: boolean;
}
