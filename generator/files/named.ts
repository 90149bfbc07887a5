/** Adds the user's name of a file to an error of the system. */
export function named(problem: unknown, file: string): unknown {
  return Object.assign(problem as Error, { path: file });
}
