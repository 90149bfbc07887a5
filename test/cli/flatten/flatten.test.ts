import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MEMORY } from "../../support/checkpoints.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { compareWithTruth } from "../../support/truth.ts";

describe("flatten", () => {
  it("makes a folder or an archive of its own from the last dump of a chain", async () => {
    const folder = temporaryFolder();
    for (const out of [join(folder, "whole"), join(folder, "whole.tar"), join(folder, "whole.tar.gz")]) {
      const given = await critgenHere(["flatten", join(MEMORY, "chain/3"), "-o", out]);
      expect(given).toEqual({ code: 0, out: "", err: "" });
      const { wrong, equal } = await compareWithTruth(out, join(MEMORY, "chain/3/truth.json"));
      expect([wrong, equal > 1000]).toEqual([[], true]);
    }
    expect(existsSync(join(folder, "whole/parent"))).toBe(false);
  });

  it("writes nothing if a parent is not here, or a page of it", async () => {
    const folder = temporaryFolder();
    const archive = join(folder, "last.tar");
    await critgenHere(["flatten", join(MEMORY, "shared/images"), "-o", archive]);
    const out = join(folder, "out");
    const { code, err } = await critgenHere(["flatten", join(MEMORY, "chain/3"), "--parent", archive, "-o", out]);
    expect([code, err]).toEqual([2, expect.stringMatching(/^critgen: address 0x[\da-f]+: the page is lost: /)]);
    expect(readdirSync(folder)).toEqual(["last.tar"]);
  });
});
