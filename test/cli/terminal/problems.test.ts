import { describe, expect, it, vi } from "vitest";
import { formatProblems, problemsToJson } from "../../../cli/terminal/problems.ts";
import { terminalOf } from "../../../cli/terminal/terminal.ts";
import type { Problem } from "../../../generator/model/problem.ts";

const SOURCE = `criu: v0.1\nimages:\n\tNOTE: { about: A, ${"x".repeat(200)}, magic: NTOE, rest: bytes }\n`;
const column = (SOURCE.split("\n")[2] ?? "").indexOf("NTOE") + 1;

const problem: Problem = {
  code: "unknown-magic",
  message: "`NTOE` is not a row with a number as its magic",
  hint: "did you mean NOTE?",
  at: { file: "images.yaml", line: 3, column },
};

/** Returns problems as lines of a terminal without colours. */
function format(problems: readonly Problem[], columns = 80, read = (): string | undefined => SOURCE): string[] {
  return formatProblems("schema", problems, read, terminalOf({ columns })).split("\n");
}

describe("a problem on a terminal", () => {
  it("has its code, message, place and hint", () => {
    const text = format([problem], 120).join("\n");
    expect(text).toContain("error unknown-magic: `NTOE` is not a row with a number as its magic");
    expect(text).toContain(`schema/images.yaml:3:${column}`);
    expect(text).toContain("help: did you mean NOTE?");
  });

  it.each([40, 60, 80, 120, 300])("is marked right below its column, in %i columns", (width) => {
    const lines = format([problem], width);
    const mark = lines.findIndex((line) => line.trimEnd().endsWith("^"));
    const at = (lines[mark] ?? "").indexOf("^");
    expect(lines[mark - 1]?.slice(at)).toMatch(/^NTOE/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  it.each([1, 2, 30, 219, 220])("is marked within the visible section of its line: %i", (place) => {
    const lines = format([{ ...problem, at: { ...problem.at, column: place } }], 60);
    const mark = lines.findIndex((line) => line.trimEnd().endsWith("^"));
    expect((lines[mark] ?? "").length).toBeLessThanOrEqual((lines[mark - 1] ?? "").length + 1);
    expect((lines[mark] ?? "").indexOf("^")).toBeGreaterThan((lines[mark] ?? "").indexOf("|"));
  });

  it("joins others with the same code and hint in a list", () => {
    const many = Array.from({ length: 14 }, (_, i) => ({
      ...problem,
      message: `number ${i}`,
      at: { ...problem.at, line: i },
    }));
    const other = { ...problem, code: "other" };
    const lines = format([many[0] ?? problem, other, ...many.slice(1)]);
    expect(lines.slice(0, 5)).toEqual([
      "error unknown-magic: 14 places",
      "  help: did you mean NOTE?",
      `  schema/images.yaml:0:${column}: number 0`,
      `  schema/images.yaml:1:${column}: number 1`,
      `  schema/images.yaml:2:${column}: number 2`,
    ]);
    expect(lines.slice(11, 15)).toEqual([
      `  schema/images.yaml:9:${column}: number 9`,
      "  … and 4 more",
      "",
      "error other: `NTOE` is not a row with a number as its magic",
    ]);
    expect(lines.join("\n").match(/did you mean/g)).toHaveLength(2);
    expect(format(many.slice(0, 10)).at(-1)).toBe(`  schema/images.yaml:9:${column}: number 9`);
    // Few problems are shown with their lines.
    expect(format(many.slice(1, 4)).filter((line) => line.trimEnd().endsWith("^"))).toHaveLength(3);
    expect(format(many.map((one, i) => (i % 2 ? one : { ...one, hint: `${i}` }))).join("\n")).toContain("7 places");
  });

  it("is only counted if it would not fit a few screens", () => {
    const all = Array.from({ length: 50 }, (_, i) => ({ ...problem, message: `number ${i}`, hint: `hint ${i}` }));
    const lines = format(all);
    expect(lines.filter((line) => line.startsWith("error"))).toHaveLength(20);
    expect(lines.slice(-2)).toEqual(["", "… and 30 more"]);
    expect(format(all.slice(0, 20)).at(-1)).toBe("  help: hint 19");
  });

  it("has no quoted line if the file cannot be read or is too short", () => {
    expect(format([problem], 80, () => undefined).join("\n")).not.toContain("^");
    expect(format([{ ...problem, at: { file: "a", line: 99, column: 1 } }]).join("\n")).not.toContain("^");
  });

  it("has no help if it has no hint", () => {
    const { hint: _, ...bare } = problem;
    expect(format([bare]).join("\n")).not.toContain("help");
  });

  it("wraps long hints at spaces, without losing words", () => {
    const message = Array.from({ length: 40 }, (_, i) => `word${i}`).join(" ");
    const lines = format([{ ...problem, message, hint: message }], 50);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(lines.join(" ").match(/word\d+/g)).toHaveLength(80);
  });

  it("is followed by an empty line", () => {
    expect(format([problem, problem]).filter((line) => line === "")).toHaveLength(1);
  });
});

describe("a problem in a stranger's file", () => {
  const hostile = "a\u001b[31m\u0007\u0000\u202eb\u2028\u009bc\u007f\r";

  it("has its control characters escaped: in the message, the hint, the file name and the line", () => {
    const shown = format(
      [{ code: "x", message: hostile, hint: hostile, at: { file: hostile, line: 1, column: 3 } }],
      80,
      () => hostile,
    );
    expect(shown.join("\n")).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\u202e]/u);
    expect(shown[0]).toContain("a\\x1b[31m\\x07\\x00\\u202eb\\u2028\\x9bc\\x7f");
    expect(problemsToJson("schema", [{ ...problem, message: hostile }])).not.toMatch(/(?!\n)[\p{Cc}\p{Zl}\u202e]/u);
  });

  it.each([
    ["漢字 X", 3],
    ["😀 X", 3],
    ["👩‍👩‍👧 e\u0301 X", 12],
    ["\u001b X", 2],
    [`${"漢字".repeat(60)}X${"漢字".repeat(60)}`, 120],
    [`${"漢字".repeat(2000)}X`, 4000],
  ])("is marked right below its column, for characters of any width: %#", (line, index) => {
    const lines = format([{ ...problem, at: { file: "a", line: 1, column: index + 1 } }], 60, () => line);
    const mark = lines.findIndex((text) => text.trimEnd().endsWith("^"));
    const quoted = lines[mark - 1] ?? "";
    const columns = (text: string): number =>
      [...text.replaceAll("👩‍👩‍👧", "漢").replaceAll("\u0301", "")].reduce((sum, c) => sum + (c > "\u2e80" ? 2 : 1), 0);
    expect(columns(quoted.slice(0, quoted.indexOf("X")))).toBe((lines[mark] ?? "").indexOf("^"));
    expect(columns(quoted)).toBeLessThanOrEqual(60);
  });
});

describe("a terminal", () => {
  it("has colours unless NO_COLOR is set, and a pipe has none", () => {
    const colored = (isTTY: boolean): boolean => terminalOf({ isTTY }).colors.isColorSupported;
    vi.stubEnv("NO_COLOR", "");
    expect([colored(true), colored(false)]).toEqual([true, false]);
    vi.stubEnv("NO_COLOR", "1");
    expect([colored(true), colored(false)]).toEqual([false, false]);
    vi.unstubAllEnvs();
  });

  it("has 80 columns if its width is unknown, and never fewer than 40", () => {
    expect(
      [terminalOf({}), terminalOf({ columns: 20 }), terminalOf({ columns: 200 })].map(({ width }) => width),
    ).toEqual([80, 40, 200]);
  });
});

describe("problems as JSON", () => {
  it("have a code, a message, a place with a relative path, and a hint if there is one", () => {
    const place = { ...problem.at, file: "schema/images.yaml" };
    const { hint: _, ...bare } = problem;
    expect(JSON.parse(problemsToJson("schema", [problem, bare]))).toEqual([
      { code: problem.code, message: problem.message, hint: problem.hint, ...place },
      { code: problem.code, message: problem.message, ...place },
    ]);
    expect(JSON.parse(problemsToJson("schema", []))).toEqual([]);
  });
});
