import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { describe, expect, it } from "vitest";
import { COMPILED, critgen } from "../../support/cli.ts";
import { critgenHere, ROOT } from "../../support/here.ts";

const CORPUS = join(ROOT, "test/fixtures/images");
const FILES = join(CORPUS, "fds/files.img");
const MAIN = join(COMPILED, "cli", "main.js");

describe("critgen dissect, in a process of its own,", () => {
  it("reads standard input, without a file name", async () => {
    const { code, out } = critgen(["dissect", "-"], { input: readFileSync(FILES), maxBuffer: 1 << 28 });
    expect(code).toBe(0);
    expect(out).toBe((await critgenHere(["dissect", FILES])).out);
  });

  it("exits with 0 if its reader stops early", async () => {
    const child = spawn(execPath, [MAIN, "dissect", "--json", "--full", join(CORPUS, "tcp/tcp-stream-daaec.img")]);
    child.stdout.once("data", () => child.stdout.destroy());
    let err = "";
    child.stderr.on("data", (text) => {
      err += text;
    });
    const code = await new Promise((done) => child.once("close", done));
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});
