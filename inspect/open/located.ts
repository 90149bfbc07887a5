import { getSystemErrorMap } from "node:util";

/** An error whose message begins with the path of a file. */
class LocatedError extends Error {}

/** Converts a thrown value into an error that begins with the file's path. */
export function located(file: string, error: unknown): Error {
  return error instanceof LocatedError ? error : new LocatedError(`${file}: ${reasonOf(error)}`, { cause: error });
}

/** Returns the system's message without the names of the call and of the file. */
export function reasonOf(error: unknown): string {
  if (isSystemError(error)) return getSystemErrorMap().get(error.errno ?? 0)?.[1] ?? error.message;
  return (error as Error).message;
}

export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "errno" in error;
}
