import process from "node:process";

/** Share of tries that random tests run by default; `npm run test:long` and CI run all. */
const SHARE = 1 / 4;

/** Returns the number of tries of a random test: by default a share of `many`. */
export function share(many: number): number {
  return process.env["CRITGEN_LONG"] === undefined ? Math.ceil(many * SHARE) : many;
}

/** Returns the cases of a slow test: by default a share of them, spread over the list. */
export function shareOf<T>(all: readonly T[]): T[] {
  const many = share(all.length);
  return all.filter((_, i) => Math.floor((i * many) / all.length) !== Math.floor(((i - 1) * many) / all.length));
}
