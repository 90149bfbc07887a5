import { basename } from "node:path";
import { env } from "node:process";
import { vi } from "vitest";
import { GROUPS } from "./groups.mjs";

/** Returns options that run a property a tenth as often, with a fixed seed. */
const few = ({ numRuns = 100 } = {}) => ({ numRuns: Math.ceil(numRuns / 10), seed: 1, endOnFailure: true });

vi.mock("fast-check", async (load) => {
  const whole = await load();
  const assert = (property, options) => whole.assert(property, { ...options, ...few(options) });
  return { ...whole, assert, default: { ...whole.default, assert } };
});

/** Reads each time: a cached result may come from the original or another mutant. */
const same = (read) => read;
const forgetful = { rememberByFile: same, rememberByText: same, rememberTexts: same };

// Groups with `forgets` read each file again.
vi.mock("../../generator/load/remember.ts", (load) => (GROUPS[basename(env.MUTANTS)].forgets ? forgetful : load()));

// All groups make and check each model again.
vi.mock("../../generator/model/memo.ts", async (load) => ({ ...(await load()), onceForAll: (_, compute) => compute }));
