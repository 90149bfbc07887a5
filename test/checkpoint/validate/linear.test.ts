import { expect, it } from "vitest";
import { runCounted } from "../../support/cli.ts";

/* The time to validate or compare grows no faster than the number of processes. The test counts executed blocks of code. */

it("twice as many processes run at most twice as much code", () => {
  const { code, out, err } = runCounted("test/checkpoint/validate/steps.mjs");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const counted = JSON.parse(out) as Readonly<Record<string, readonly [number, number]>>;
  expect(Object.keys(counted)).toEqual(["validate", "graphOf", "compare"]);
  for (const [once, twice] of Object.values(counted)) {
    expect(once).toBeGreaterThan(10_000);
    expect(twice).toBeLessThanOrEqual(2.2 * once);
  }
});
