import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

const FDS = "test/fixtures/images/fds";
const CPUINFO = "test/fixtures/images/cpuinfo/cpuinfo.img";

/** Writes a description, and returns its path. */
function hostFile(text: string): string {
  const path = join(temporaryFolder(), "host.json");
  writeFileSync(path, text);
  return path;
}

describe("critgen host", () => {
  it("describes this machine, in the form that validate reads", async () => {
    const { code, out } = await critgenHere(["host", "--cpuinfo", CPUINFO]);
    expect([code, JSON.parse(out)]).toMatchObject([0, { version: 1, processor: { xsaveSize: 2440 } }]);
    const compared = await critgenHere(["validate", "--without-pages", "--host", hostFile(out), "--json", FDS]);
    expect(compared.out).toContain('"code": "host-unknown"');
  });

  it("refuses an image of something else", async () => {
    const { code, err } = await critgenHere(["host", "--cpuinfo", `${FDS}/pstree.img`]);
    expect(code).toBe(2);
    expect(err).toContain("pstree.img: CPUINFO");
  });
});

describe("critgen validate --host", () => {
  const given = (path: string): string[] => ["validate", "--without-pages", "--host", path, FDS];

  it("tells why a checkpoint does not restore there, with the remedy", async () => {
    const { code, out } = await critgenHere(given(hostFile('{ "version": 1, "architecture": "aarch64" }')));
    expect(code).toBe(1);
    expect(out).toContain("core-3438.img entries[0].mtype: x86_64, but the machine is aarch64");
    expect(out).toContain("→ Restore on a machine of the architecture of the dump.");
  });

  it("refuses a file that is no description", async () => {
    const { code, err } = await critgenHere(given(hostFile("{}")));
    expect([code, err]).toEqual([2, expect.stringContaining("host.json: it is no description of a machine")]);
    expect((await critgenHere(given("no.json"))).code).toBe(2);
  });
});
