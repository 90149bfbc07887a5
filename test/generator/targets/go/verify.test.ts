import process from "node:process";
import { describe, expect, it, onTestFinished } from "vitest";
import { verify } from "../../../../generator/targets/go/verify.ts";

describe("verify", () => {
  it("says so if there is no Go", async () => {
    const { PATH } = process.env;
    onTestFinished(() => {
      process.env["PATH"] = PATH;
    });
    process.env["PATH"] = "/nonexistent";
    const files = new Map([["a.go", "package a\n"]]);
    expect(await verify(files)).toEqual({ defects: [], unverified: "there is no `gofmt` on the PATH" });
  });
});
