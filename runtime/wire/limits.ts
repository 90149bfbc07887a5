/** Limits of reading: an image that exceeds one is refused. */
export interface Limits {
  /** Levels of nested messages: 100 by default, as protobuf has it. */
  readonly maxDepth?: number;
  /**
   * Bytes of a message, or of a part of an extra; by default only the image's size and 4 GiB for a message limit it. A
   * stream holds one message in memory: set a limit before reading images of strangers from a stream.
   */
  readonly maxSize?: number;
  /**
   * Bytes of memory for the objects of messages, as critgen counts them: by default 32 MiB, and 25 bytes for each byte
   * of the image. The limit applies to all that is returned at once: the whole image, or one entry of a stream.
   */
  readonly maxMemory?: number | undefined;
}
