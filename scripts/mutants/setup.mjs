import { basename } from "node:path";
import { env } from "node:process";
import { vi } from "vitest";
import { GROUPS } from "./groups.mjs";

/** Runs a property a tenth as often for each mutant, with a fixed seed. */
const few = ({ numRuns = 100 } = {}) => ({ numRuns: Math.ceil(numRuns / 10), seed: 1, endOnFailure: true });

vi.mock("fast-check", async (load) => {
  const whole = await load();
  const assert = (property, options) => whole.assert(property, { ...options, ...few(options) });
  return { ...whole, assert, default: { ...whole.default, assert } };
});

// A group whose mutants read files must read each again: a remembered result has no mutant, or another one.
vi.mock("../../generator/model/remember.ts", (load) =>
  GROUPS[basename(env.MUTANTS)].forgets ? { rememberByFile: (read) => read } : load(),
);
