import { basename } from "node:path";
import { env } from "node:process";
import { vi } from "vitest";
import { GROUPS } from "./groups.mjs";

/** A property is tried a tenth as often for each mutant, and always in the same way. */
const few = ({ numRuns = 100 } = {}) => ({ numRuns: Math.ceil(numRuns / 10), seed: 1, endOnFailure: true });

vi.mock("fast-check", async (load) => {
  const whole = await load();
  const assert = (property, options) => whole.assert(property, { ...options, ...few(options) });
  return { ...whole, assert, default: { ...whole.default, assert } };
});

// A group whose mutants read files must read each anew: a result that is remembered is without the mutant, or of another.
vi.mock("../../generator/model/remember.ts", (load) =>
  GROUPS[basename(env.MUTANTS)].forgets ? { rememberByFile: (read) => read } : load(),
);
