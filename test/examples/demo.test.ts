import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { expect, it } from "vitest";
import { CRITGEN, ROOT, run } from "../support/cli.ts";
import { temporaryFolder } from "../support/schema.ts";

const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** Replaces the folder's name, the duration and the number of files by placeholders. */
function neutral(text: string): string {
  return text
    .replace(/-demo-\w+/, "-demo-X")
    .replace(/in [\d.]+ s$/m, "in N s")
    .replaceAll(/\d{4}(?= written| files)/g, "N");
}

it("the demo compiles a package into a new folder and reads a checkpoint, with the output in the README", () => {
  const folder = temporaryFolder();
  const { code, out, err } = run(execPath, ["examples/demo.mjs", CRITGEN], { env: { TMPDIR: folder } });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const [made = "none"] = readdirSync(folder);
  expect(readdirSync(join(folder, made, "node_modules/criu-images"))).toContain("dist");
  const [, shown] = /^```\n(The schema becomes.*?)^```$/ms.exec(README) ?? [];
  expect(neutral(out.replace(join(folder, made), "/tmp/critgen-demo-X"))).toBe(neutral(shown ?? ""));
});

it("the README begins with two commands, and the demo builds what it runs", () => {
  expect(/^```sh\n(.*?)^```$/ms.exec(README)?.[1]).toBe("npm ci && npm run demo\nnpm test\n");
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  expect(scripts["demo"]).toBe("npm run --silent build && node examples/demo.mjs dist/main.cjs");
});
