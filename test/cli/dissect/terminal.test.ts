import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { pageOf } from "../../../cli/dissect/page.ts";
import { nodeLines } from "../../../cli/dissect/text.ts";
import { terminalOf } from "../../../cli/terminal/terminal.ts";
import { dissect } from "../../inspect/dissect/support.ts";
import { CORPUS } from "../../inspect/explore/support.ts";

/** Returns a dissected image as it appears on a terminal. */
function shown(): string {
  const bytes = readFileSync(join(CORPUS, "fds/pstree.img"));
  const page = pageOf(bytes, terminalOf({ isTTY: true, columns: 80 }), false);
  return dissect(bytes, "pstree.img")
    .flatMap((node) => [...nodeLines(page, node)])
    .join("\n");
}

describe("a terminal", () => {
  it("has 80 columns if its width is unknown", () => {
    for (const columns of [undefined, 0]) expect(terminalOf(columns === undefined ? {} : { columns }).width).toBe(80);
    expect(terminalOf({ columns: 20 }).width).toBe(40);
  });

  it("shows a dissection in colours, unless NO_COLOR is set", () => {
    vi.stubEnv("NO_COLOR", "");
    const colored = shown();
    expect(colored).toContain("\u001b[36m");
    vi.stubEnv("NO_COLOR", "1");
    const plain = shown();
    vi.unstubAllEnvs();
    expect(plain).not.toContain("\u001b");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what makes colours.
    expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(plain);
  });
});
