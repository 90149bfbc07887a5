import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it, onTestFinished } from "vitest";
import { critgen } from "../../support/cli.ts";
import { critgenHere, ROOT } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

const at = (file: string): string => join(ROOT, "test/fixtures/images", file);
const PSTREE = at("fds/pstree.img");

/** Makes standard output a terminal for the rest of the test. */
function onTerminal(columns: number): void {
  const { isTTY, columns: before } = process.stdout;
  Object.assign(process.stdout, { isTTY: true, columns });
  onTestFinished(() => void Object.assign(process.stdout, { isTTY, columns: before }));
}

describe("critgen info", () => {
  it("prints JSON outside of a terminal, indented by four spaces, with a final line break", async () => {
    const { code, out, err } = await critgenHere(["info", PSTREE]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^\{\n {4}"magic": "PSTREE",\n {4}"count": 1,\n/);
    expect(out).toMatch(/\n\}\n$/);
    expect(await critgenHere(["info", "--json", PSTREE])).toEqual({ code, out, err });
  });

  it("prints a table on a terminal, unless JSON is requested", async () => {
    onTerminal(0);
    expect((await critgenHere(["info", PSTREE])).out).toMatch(/^image {7}PSTREE\n/);
    expect(JSON.parse((await critgenHere(["info", "--json", PSTREE])).out)).toMatchObject({ magic: "PSTREE" });
  });

  it("reports on several images with their files, even if one cannot be read", async () => {
    const given = ["info", PSTREE, "nowhere.img", at("fds/files.img")];
    const { code, out, err } = await critgenHere(given);
    expect({ code, err }).toEqual({ code: 2, err: "critgen: nowhere.img: no such file or directory\n" });
    const found = out
      .split(/(?<=^\})\n/m)
      .filter(Boolean)
      .map((text) => JSON.parse(text));
    expect(found).toMatchObject([
      { count: 1, file: PSTREE },
      { count: 46, file: at("fds/files.img") },
    ]);
    onTerminal(80);
    expect((await critgenHere(given)).out).toMatch(/^==> .*pstree\.img <==\nimage.*\n\n==> .*files\.img <==\n/s);
  });

  it("reads standard input", () => {
    const { code, out } = critgen(["info", "-"], { input: readFileSync(PSTREE) });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ image: "PSTREE", count: 1 });
    expect(critgen(["info", "-"], { input: "no image" }).err).toMatch(/^critgen: standard input: offset 0: no image/);
  });

  it("exits with 1 if an image is broken", async () => {
    const broken = join(temporaryFolder(), "pstree.img");
    writeFileSync(broken, readFileSync(PSTREE).subarray(0, 14));
    expect((await critgenHere(["info", broken, PSTREE])).code).toBe(1);
  });
});
