import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { afterEach, describe, expect, it, vi } from "vitest";
import { action } from "../../../cli/run/action.ts";
import { withProjects } from "../../../cli/run/project.ts";
import { withSchema } from "../../../cli/run/schema.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import { row, table, temporaryFolder, tinySchema } from "../../support/schema.ts";

const errors = vi.spyOn(console, "error").mockImplementation(() => {});
const prints = vi.spyOn(console, "log").mockImplementation(() => {});
const { exitCode } = process;
afterEach(() => {
  process.exitCode = exitCode;
  vi.clearAllMocks();
});

/** Returns the texts that were printed by these calls. */
const textOf = ({ mock }: typeof errors): string => mock.calls.flat().join("\n");

it("an action loads the command when it runs, passes its words on, and sets the exit code", async () => {
  const run = vi.fn((..._: unknown[]) => 1 as const);
  const load = vi.fn(async () => ({ run }));
  const act = action(load);
  expect(load).not.toHaveBeenCalled();
  await act("a", { json: true });
  expect(run).toHaveBeenCalledWith("a", { json: true });
  expect(process.exitCode).toBe(1);
});

describe("a project", () => {
  it("is given to the work, whose exit code it returns", async () => {
    const schema = tinySchema();
    expect(await withProjects({ schema }, ([project]) => (project?.schema === schema ? 1 : 2))).toBe(1);
  });

  it("that is wrong gives 2, prints its problems, and does not run the work", async () => {
    const config = join(temporaryFolder(), "critgen.yaml");
    writeFileSync(config, "parts: [none]\n");
    const work = vi.fn(() => 0 as const);
    expect(await withProjects({ config, ending: "nothing was read" }, work)).toBe(2);
    expect(textOf(errors)).toMatch(/critgen\.yaml:1:9[\s\S]*nothing was read/);
    expect(await withProjects({ config, json: true }, work)).toBe(2);
    expect(JSON.parse(textOf(prints))).toMatchObject([{ line: 1, column: 9 }]);
    expect(work).not.toHaveBeenCalled();
  });

  it("passes other errors on, as JSON too if that was asked for", async () => {
    const fail = (): never => {
      throw new Error("no space");
    };
    await expect(withProjects({ schema: tinySchema() }, fail)).rejects.toThrow("no space");
    expect(textOf(prints)).toBe("");
    await expect(withProjects({ schema: tinySchema(), json: true }, fail)).rejects.toThrow("no space");
    expect(JSON.parse(textOf(prints))).toEqual([{ code: "failed", message: "no space" }]);
  });
});

describe("the schema of images", () => {
  it("is critgen's own without options, and else that of the options", async () => {
    expect(await withSchema({}, async (schema) => (schema === BUILT_IN ? 0 : 2))).toBe(0);
    const images = table(row("NOTE", "magic: 5, entries: base_entry"));
    const names = async ({ layouts }: typeof BUILT_IN) => (layouts.some(({ image }) => image === "NOTE") ? 1 : 2);
    expect(await withSchema({ schema: tinySchema({ images }) }, names)).toBe(1);
  });

  it("that is wrong gives 2, and no image is read", async () => {
    const schema = tinySchema({ images: table(row("NOTE", "magic: 5, entries: none")) });
    const work = vi.fn(async () => 0 as const);
    expect(await withSchema({ schema }, work)).toBe(2);
    expect(textOf(errors)).toContain("no image was read");
    expect(work).not.toHaveBeenCalled();
  });
});
