/** What the system says against a file, with the name by which the user knows it. */
export function named(problem: unknown, file: string): unknown {
  return Object.assign(problem as Error, { path: file });
}
