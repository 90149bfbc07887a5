import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CODES } from "criu-checkpoint";
import { expect, it } from "vitest";
import { ROOT } from "../../support/cli.ts";

it("docs/validate.md explains each code, in its order", () => {
  const text = readFileSync(join(ROOT, "docs/validate.md"), "utf8");
  const rows = [...text.matchAll(/^\| `([a-z-]+)` \| (.*) \| (.*) \|$/gm)].map(([, ...cells]) => cells);
  const withoutDot = (sentence: string): string => sentence.replace(/\.$/, "");
  expect(rows).toEqual(
    Object.entries(CODES).map(([code, { title, remedy }]) => [code, withoutDot(title), withoutDot(remedy)]),
  );
});
