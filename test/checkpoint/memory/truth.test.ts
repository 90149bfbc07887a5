import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MEMORY } from "../../support/checkpoints.ts";
import { compareWithTruth } from "../../support/truth.ts";

describe("memory", () => {
  it.each([
    ["chain/1", "chain/1/truth.json", 18],
    ["chain/2", "chain/2/truth.json", 17],
    ["chain/3", "chain/3/truth.json", 18],
    ["lz4/1", "chain/1/truth.json", 18],
    ["lz4/2", "chain/2/truth.json", 17],
    ["lz4/3", "chain/3/truth.json", 18],
    ["shared/images", "shared/truth-4097.json", 18],
    ["shared/images", "shared/truth-4101.json", 18],
    ["threads/images", "threads/truth.json", 182],
  ])("of %s equals %s", async (folder, truth, files) => {
    const { wrong, equal, inFile } = await compareWithTruth(join(MEMORY, folder), join(MEMORY, truth));
    expect(wrong).toEqual([]);
    expect(equal).toBeGreaterThan(50);
    expect(inFile).toBe(files);
  });
});
