/** Reason why a core cannot be made. */
export type CoreErrorCode =
  /** No process of the checkpoint has this pid, or it has ended. */
  | "no-process"
  /** An image of the process, or of one of its threads, is missing. */
  | "no-image"
  /** A thread has no registers, or those of another architecture than its image says. */
  | "no-registers"
  /** A list of registers has another length than its architecture requires. */
  | "bad-registers"
  /** An area does not consist of pages. */
  | "bad-areas"
  /** Threads of the process have different architectures. */
  | "mixed"
  /** Addresses or offsets do not fit in the file, or the file would be out of proportion to the checkpoint. */
  | "too-large";

/** Error of making a core. The message gives the place. */
export class CoreError extends Error {
  override readonly name = "CoreError";
  readonly code: CoreErrorCode;

  constructor(code: CoreErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
