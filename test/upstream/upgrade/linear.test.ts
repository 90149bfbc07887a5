import { expect, it } from "vitest";
import { runCounted } from "../../support/cli.ts";
import { tinySchema } from "../../support/schema.ts";
import { share } from "../../support/share.ts";
import { schemaOf } from "./support.ts";

it("a program twice as long takes about twice the work", () => {
  const before = tinySchema(schemaOf("required uint32 id = 1; optional uint32 old = 2; optional uint32 gone = 3;"));
  const after = tinySchema(schemaOf("required uint32 id = 1; optional uint32 fresh = 2;"));
  const { code, out, err } = runCounted("test/upstream/upgrade/steps.mjs", before, after, `${share(100)}`);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const [first = 0, second = 0, third = 0] = JSON.parse(out) as number[];
  // The package takes the same work for each program.
  expect(second - first).toBeGreaterThan(10_000);
  expect(third - second).toBeLessThan(2.3 * (second - first));
});
