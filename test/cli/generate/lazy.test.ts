import { expect, it, vi } from "vitest";
import { type GenerateOptions, runGenerate } from "../../../cli/generate/run.ts";
import { projectOf } from "../../support/schema.ts";

const load = vi.hoisted(() => vi.fn());
vi.mock("typescript/unstable/sync", (original) => {
  load();
  return original();
});
vi.spyOn(console, "log").mockImplementation(() => {});
vi.spyOn(console, "error").mockImplementation(() => {});

it("critgen generate loads the slow compiler only if it has something to write", async () => {
  const options: GenerateOptions = { projects: [projectOf()], check: false, diff: false, force: false };
  expect(await runGenerate({ ...options, check: true })).toBe(1);
  expect(await runGenerate({ ...options, diff: true })).toBe(1);
  await runGenerate(options, () => ({ defects: [] }));
  expect(await runGenerate(options)).toBe(0);
  expect(load).not.toHaveBeenCalled();
  await runGenerate({ ...options, projects: [projectOf()] });
  expect(load).toHaveBeenCalled();
});
