import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it, onTestFinished } from "vitest";
import { verify } from "../../../../generator/targets/go-criu/verify.ts";
import { temporaryFolder } from "../../../support/schema.ts";

const FILES = new Map([["crit/a.go", "package crit\n"]]);
const TYPES = "their types need the module: run `go vet ./crit/... ./magic/...` in it";

/** Verifies with a folder of commands in place of the PATH. */
function verifyWith(path: string): ReturnType<typeof verify> {
  const { PATH } = process.env;
  onTestFinished(() => {
    process.env["PATH"] = PATH;
  });
  process.env["PATH"] = path;
  return verify(FILES);
}

/** Creates a folder with a command in place of gofmt. */
function gofmt(script: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "gofmt"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return folder;
}

describe("verify", () => {
  it("says so if there is no gofmt", async () => {
    expect(await verifyWith("/nonexistent")).toEqual({ defects: [], unverified: "there is no `gofmt` on the PATH" });
  });

  it("says that only the module has the types", async () => {
    expect(await verifyWith(gofmt("exit 0"))).toEqual({ defects: [], unverified: TYPES });
  });

  it("reports files that gofmt would change, or cannot parse", async () => {
    const script = "echo crit/a.go; echo 'crit/b.go:3:1: expected declaration, found x' >&2; exit 2";
    expect((await verifyWith(gofmt(script))).defects).toEqual([
      { path: "crit/a.go", line: 1, message: "the file is not formatted as gofmt does" },
      { path: "crit/b.go", line: 3, message: "expected declaration, found x" },
    ]);
  });
});
