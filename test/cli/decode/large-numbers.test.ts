import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bash } from "../../support/cli.ts";
import { temporaryFolder } from "../../support/schema.ts";

/* Pipes JSON through a program that reads numbers as doubles: Node stands for jq before 1.7. */

const FDS = "test/fixtures/images/fds";
const DOUBLES = `node -e 'process.stdout.write(JSON.stringify(JSON.parse(require("node:fs").readFileSync(0, "utf8"))))'`;

describe("JSON that passed through doubles", () => {
  it("becomes the same image with --quote-large", () => {
    const out = join(temporaryFolder(), "core.img");
    const core = `${FDS}/core-3438.img`;
    const script = `set -o pipefail; critgen decode ${core} --quote-large | ${DOUBLES} | critgen encode -o ${out}`;
    expect(bash(script)).toEqual({ code: 0, out: "", err: "" });
    expect(readFileSync(out).equals(readFileSync(core))).toBe(true);
  });

  it("is refused without --quote-large, and encode explains why", () => {
    const { code, err } = bash(
      `critgen decode ${FDS}/core-3438.img | ${DOUBLES} | critgen encode | cat; exit \${PIPESTATUS[2]}`,
    );
    expect(code).toBe(2);
    expect(err).toMatch(/^critgen: standard input: .*it went through a double.*--quote-large.*\n$/);
  });

  it("is reported even if the rounded numbers fit", () => {
    const json = '{"magic": "MM", "entries": [{MM}]}';
    const fields = `start_code end_code start_data end_data start_stack start_brk brk arg_start arg_end env_start env_end`;
    const mm = fields.split(" ").map((name) => `"mm_${name}": 9223372036854776000`);
    const text = json.replace("MM}", `${[...mm, '"exe_file_id": 1'].join(", ")}}`);
    const { code, err } = bash(`critgen encode | wc -c; exit \${PIPESTATUS[0]}`, { input: text });
    expect(code).toBe(0);
    expect(err).toMatch(/^critgen: standard input: all 11 integers beyond 2\^53 look rounded.*--quote-large.*\n$/);
  });
});
