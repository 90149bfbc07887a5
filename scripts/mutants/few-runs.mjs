import { vi } from "vitest";

/** How often a property is tried for each mutant, and always in the same way. */
const FEW = { numRuns: 5, seed: 1, endOnFailure: true };

vi.mock("fast-check", async (load) => {
  const whole = await load();
  const assert = (property, options) => whole.assert(property, { ...options, ...FEW });
  return { ...whole, assert, default: { ...whole.default, assert } };
});
