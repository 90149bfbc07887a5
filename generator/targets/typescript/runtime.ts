/** Returns the path in a package of a runtime module, such as `wire/reader`. */
export function runtime(module: string): string {
  return `src/runtime/${module}.ts`;
}
