import process from "node:process";

/** What of the randomised tests runs by default; `npm run test:long`, as CI has it, runs all. */
const SHARE = 1 / 4;

/** How often a randomised test is tried, of as many times as it is worth. */
export function share(many: number): number {
  return process.env["CRITGEN_LONG"] === undefined ? Math.ceil(many * SHARE) : many;
}
