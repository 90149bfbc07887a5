import process from "node:process";

/** Share of randomised tests that runs by default; `npm run test:long`, as in CI, runs all. */
const SHARE = 1 / 4;

/** Returns the number of tries of a randomised test: a share of `many`. */
export function share(many: number): number {
  return process.env["CRITGEN_LONG"] === undefined ? Math.ceil(many * SHARE) : many;
}
