import { copyFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ImageError } from "criu-images";
import { describe, expect, it } from "vitest";
import { explainImage, explainJson } from "../../../inspect/convert/explain.ts";
import { withInput } from "../../../inspect/open/input.ts";
import { critgenHere, ROOT } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

const IMAGE = join(ROOT, "test/fixtures/images/fds/pstree.img");
const OUT = ["-o", "/dev/null"];

/** Returns critgen's error for a file with this content, without the file's name. */
async function complaint(command: "decode" | "encode", text: string | Uint8Array): Promise<string> {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, text);
  const { code, out, err } = await critgenHere([command, file, ...OUT]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err.startsWith(`critgen: ${file}:`)).toBe(true);
  return err.slice(`critgen: ${file}:`.length);
}

describe("the error for a file", () => {
  it("names `encode` for JSON, and `decode` for an image", async () => {
    expect(await complaint("decode", ' {"magic": "PSTREE"}')).toMatch(
      /; it looks like JSON: `critgen encode` turns that into an image\n$/,
    );
    expect(await complaint("decode", "magic")).toMatch(/^ offset 0: no image begins like this[^;]*\n$/);
    const image = join(temporaryFolder(), "image");
    copyFileSync(IMAGE, image);
    expect((await critgenHere(["encode", image, ...OUT])).err).toMatch(
      /; if it is an image, `critgen decode` reads it\n$/,
    );
    expect(await complaint("encode", "x")).not.toContain("decode");
    expect(await complaint("encode", "")).not.toContain("decode");
  });

  it("has the line and the column in JSON, counted from 1", async () => {
    expect(await complaint("encode", "nonsense")).toMatch(/^1:1: /);
    expect(await complaint("encode", '{"magic": "PSTREE",\n "entries": [\n  {"pdi": 1}]}')).toMatch(/^3:4: .*'pdi'/);
  });

  it("says that JSON is UTF-8 if the file begins with the mark of UTF-16", async () => {
    expect(await complaint("encode", Buffer.from("\ufeff{}", "utf16le"))).toMatch(
      /^1:1: .*this is UTF-16; JSON is UTF-8/,
    );
    const marked = join(temporaryFolder(), "marked.json");
    writeFileSync(marked, `\ufeff${(await critgenHere(["decode", IMAGE])).out}`);
    expect(await critgenHere(["encode", marked, ...OUT])).toEqual({ code: 0, out: "", err: "" });
  });

  it("asks for one input if two are named", async () => {
    for (const command of ["decode", "encode"]) {
      const { code, err } = await critgenHere([command, "a.img", "-i", "b.img", ...OUT]);
      expect(code).toBe(2);
      expect(err).toMatch(/^critgen: there are two inputs, a\.img and --in b\.img: give one /);
    }
  });

  it("suggests `--pretty` for `--pre`", async () => {
    const { code, err } = await critgenHere(["decode", "--pre", IMAGE]);
    expect({ code, err }).toEqual({ code: 2, err: "critgen: unknown option '--pre'; did you mean --pretty?\n" });
  });

  it("names standard input, and has an offset instead of a line if the file is gone", async () => {
    const explainImageAt = (path: string | undefined, problem: unknown): Promise<unknown> =>
      withInput(path, (input) => explainImage(input, problem));
    const explainJsonAt = (path: string | undefined, problem: unknown): Promise<unknown> =>
      withInput(path, (input) => explainJson(input, problem));
    const problem = new ImageError("bad-json", "found nothing", { offset: 3 });
    for (const input of [undefined, "-"]) {
      expect(await explainImageAt(input, problem)).toEqual(new Error("standard input: offset 3: found nothing"));
      expect(await explainJsonAt(input, problem)).toEqual(new Error("standard input: offset 3: found nothing"));
    }
    const gone = join(temporaryFolder(), "gone");
    rmSync(gone, { force: true });
    expect(await explainJsonAt(gone, problem)).toEqual(new Error(`${gone}: offset 3: found nothing`));
    const nowhere = new ImageError("bad-json", "found nothing");
    expect(await explainJsonAt(IMAGE, nowhere)).toEqual(new Error(`${IMAGE}: found nothing`));
    const start = new ImageError("bad-json", "found nothing", { offset: 0 });
    expect(await explainJsonAt(gone, start)).toEqual(new Error(`${gone}: offset 0: found nothing`));
  });

  it("is unchanged if it is not an ImageError", async () => {
    const problem = new Error("disk on fire");
    await withInput("a", async (input) => {
      expect(await explainImage(input, problem)).toBe(problem);
      expect(await explainJson(input, problem)).toBe(problem);
    });
  });
});
