import { describe, expect, it } from "vitest";
import { runCounted } from "../support/cli.ts";

/*
 * The time to read an image grows no faster than its length, for any content. The test counts executed blocks of code,
 * so that no clock decides.
 */

const { code, out, err } = runCounted("test/generated/steps.mjs");
const counted = (code === 0 ? JSON.parse(out) : {}) as Readonly<Record<string, readonly [number, number]>>;

it("the script counts the code of each reader and shape", () => {
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(Object.keys(counted).length).toBeGreaterThan(60);
  // Each repetition of a shape must add to the count.
  expect(counted["decode, entries"]?.[0]).toBeGreaterThan(4000);
});

describe("twice as many bytes run at most twice as much code", () => {
  it.each(Object.entries(counted))("%s", (_, [once, twice]) => {
    // A growing buffer doubles, and its content is copied.
    expect(twice).toBeLessThanOrEqual(2.3 * once);
  });
});
