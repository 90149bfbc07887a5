import { vi } from "vitest";

/** A property is tried a tenth as often for each mutant, and always in the same way. */
const few = ({ numRuns = 100 } = {}) => ({ numRuns: Math.ceil(numRuns / 10), seed: 1, endOnFailure: true });

vi.mock("fast-check", async (load) => {
  const whole = await load();
  const assert = (property, options) => whole.assert(property, { ...options, ...few(options) });
  return { ...whole, assert, default: { ...whole.default, assert } };
});

// What was read once would not be read again with a mutant, and what a mutant read would stay.
vi.mock("../../generator/model/remember.ts", () => ({ rememberByFile: (read) => read }));
