import { describe, expect, it } from "vitest";
import { runCounted } from "../support/cli.ts";

/*
 * The time to read an image is bounded by its length, for any content: twice as many bytes run at most twice as much
 * code.
 * Blocks of code are counted, so that no clock decides.
 */

const { code, out, err } = runCounted("test/generated/steps.mjs");
const counted = (code === 0 ? JSON.parse(out) : {}) as Readonly<Record<string, readonly [number, number]>>;

it("counts", () => {
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(Object.keys(counted).length).toBeGreaterThan(60);
  // A repeated shape must be visible in the counts.
  expect(counted["decode, entries"]?.[0]).toBeGreaterThan(4000);
});

describe("twice as many bytes run at most twice as much code", () => {
  it.each(Object.entries(counted))("%s", (_, [once, twice]) => {
    // Buffers are copied when they double.
    expect(twice).toBeLessThanOrEqual(2.3 * once);
  });
});
