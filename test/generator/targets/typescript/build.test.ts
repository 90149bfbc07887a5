import { describe, expect, it } from "vitest";
import { compiledPaths } from "../../../../generator/targets/typescript/build.ts";

describe("the compiled files of a module", () => {
  it("are four per module of src, and none for other files", () => {
    expect(compiledPaths(["src/a/b.ts", "README.md", "lib/src/c.ts", "src/d.tsx", "src/e.ts"])).toEqual([
      ...["dist/a/b.d.ts", "dist/a/b.d.ts.map", "dist/a/b.js", "dist/a/b.js.map"],
      ...["dist/e.d.ts", "dist/e.d.ts.map", "dist/e.js", "dist/e.js.map"],
    ]);
  });
});
