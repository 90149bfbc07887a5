import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { env } from "node:process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Preprocessor } from "../../../upstream/criu/c/preprocessor.ts";
import { temporaryFolder } from "../../support/schema.ts";

/** Returns the type and value of the macro X. */
function valueIn(text: string): string {
  const source = new Preprocessor({ path: "a.h", text });
  while (source.next() !== undefined);
  const definition = source.definitions.findLast(({ name }) => name === "X") ?? expect.fail();
  const { bits, isSigned, value } = source.valueOf(definition);
  return `${isSigned ? "i" : "u"}${bits} ${value}`;
}

const wordsOf = (text: string): string => {
  const source = new Preprocessor({ path: "a.c", text });
  const words: string[] = [];
  for (let token = source.next(); token !== undefined; token = source.next()) words.push(token.text);
  return words.join(" ");
};

describe("a constant expression", () => {
  it.each([
    ["017", "i32 15"],
    ["0", "i32 0"],
    ["0x7fffffff", "i32 2147483647"],
    ["0xffffffff", "u32 4294967295"],
    ["4294967295", "i64 4294967295"],
    ["0xffffffffff", "i64 1099511627775"],
    ["0xffffffffffffffff", "u64 18446744073709551615"],
    ["1U", "u32 1"],
    ["1UL", "u64 1"],
    ["1llu", "u64 1"],
    ["0b101", "i32 5"],
    ["'A'", "i32 65"],
    ["'\\n'", "i32 10"],
    ["'\\''", "i32 39"],
    ["'\\x41'", "i32 65"],
    ["'\\0'", "i32 0"],
    ["'\\377'", "i32 -1"],
    ["1 | 2 << 3", "i32 17"],
    ["1 | 6 & 3 ^ 8", "i32 11"],
    ["(1 | 2) << 3", "i32 24"],
    ["1 << 31", "i32 -2147483648"],
    ["1U << 31", "u32 2147483648"],
    ["1 << 31 >> 31", "i32 -1"],
    ["1L << 40", "i64 1099511627776"],
    ["-1 < 0u", "i32 0"],
    ["-1 < 0", "i32 1"],
    ["-1L < 0u", "i32 1"],
    ["-7 / 2 - -7 % 2", "i32 -2"],
    ["~0u", "u32 4294967295"],
    ["!5 + !0", "i32 1"],
    ["1 ? 2 : 3 ? 4 : 5", "i32 2"],
    ["0 ? 2 : 0 ? 4 : 5", "i32 5"],
    ["1 ? -1 : 0u", "u32 4294967295"],
    ["0 && 1 / 0", "i32 0"],
    ["1 || 1 << 99", "i32 1"],
    ["1 ? 2 : 1 / 0", "i32 2"],
    ["0 || 2 && 3", "i32 1"],
    ["1 == 1 != 0", "i32 1"],
    ["2 > 1 >= 1", "i32 1"],
    ["(u32)-1", "u32 4294967295"],
    ["(unsigned char)300 + 1", "i32 45"],
    ["(int8_t)200", "i32 -56"],
    ["(unsigned long)1 << 63", "u64 9223372036854775808"],
    ["(__u64)(1 << 4)", "u64 16"],
    ["2147483647 + 1u", "u32 2147483648"],
    ["-2147483648", "i64 -2147483648"],
    ["-0x80000000", "u32 2147483648"],
    ["0x100000000", "i64 4294967296"],
    ["0XfFul + 0B11", "u64 258"],
    ["(size_t)1", "u64 1"],
    ["(uintptr_t)-1 >> 63", "u64 1"],
    ["(unsigned short)65537", "i32 1"],
    ["(short)40000", "i32 -25536"],
    ["(signed char)200 + (s8)200", "i32 -112"],
    ["(uint16_t)65535 + (uint8_t)257", "i32 65536"],
    ["(int64_t)(const unsigned int)-1", "i64 4294967295"],
    ["(__s32)0xffffffff", "i32 -1"],
    ["17 % 5 * 3 + 7 / 2 - +1", "i32 8"],
    ["(2 <= 2) + (3 <= 2) * 2 + (2 > 3) * 4 + (1 >= 2) * 8 + (2 < 1) * 16", "i32 1"],
    ["(3 == 4) + (1 != 1) * 2 + (2 >= 2) * 4 + (2 > 1) * 8", "i32 12"],
    ["'\\a' + '\\b' * 0x100 + '\\t' * 0x10000", "i32 591879"],
    ["'\\v' + '\\f' * 0x100 + '\\r' * 0x10000", "i32 855051"],
    ["'\\\\' + '\"' + '?' + '\\x7' + '\\12'", "i32 206"],
    ["'\\xff'", "i32 -1"],
    ["1 /* one */ + \\\n 2 // three \\\n + 4\n", "i32 3"],
  ])("`%s` is %s", (text, value) => {
    expect(valueIn(`#define X ${text}`)).toBe(value);
  });

  it.each([
    ["1 / 0", "`1 / 0` has no value in the macro X"],
    ["1 << 32", "`1 << 32` has no value"],
    ["1 << -1", "`1 << -1` has no value"],
    ["08", "`08` is not understood in the macro X"],
    ["1.5", "`1.5` is not understood"],
    ["'ab'", "`'ab'` is not understood"],
    ["18446744073709551616", "`18446744073709551616` is not understood"],
    ["(1", "the end is not understood"],
    ["1 2", "`2` is not understood"],
    ["1 +", "the end is not understood"],
    ["1 : 2", "`:` is not understood"],
    ["(int)", "the end is not understood"],
    ["(bogus)1", "`bogus` is not understood"],
    ["(size_type)1", "`size_type` is not understood"],
    ["(u32 u32)1", "`u32` is not understood"],
    ["1lx", "`1lx` is not understood"],
    ["'\\'", "`'\\'` is not understood"],
    ["7 % 0", "`7 % 0` has no value"],
    ["", "the macro X has no value"],
    ["1 ? 2", "the end is not understood"],
    ["sizeof(int)", "`sizeof` is not understood"],
    ['"text"', '`"text"` is not understood'],
    ["X", "`X` has no value: `X` names itself"],
    ["Y + 1\n#define Y (X)", "`X` has no value: `X` names itself"],
    [`${"(".repeat(9000)}1`, "more than 200 brackets or operators are nested in the macro X"],
    [`${"!".repeat(9000)}1`, "more than 200 brackets or operators are nested in the macro X"],
    [`1${" ? 1 : 1".repeat(9000)}`, "more than 200 brackets or operators are nested in the macro X"],
    [`1 /* no end`, "this comment does not end"],
  ])("`%s` has no value", (text, message) => {
    expect(() => valueIn(`\n#define X ${text}`)).toThrow(`a.h:2: ${message}`);
  });

  it("can have many operators in a row", () => {
    expect(valueIn(`#define X 0${" + 1".repeat(20_000)}`)).toBe("i32 20000");
  });

  const compiler = spawnSync("cc", ["--version"]).status === 0;

  it.skipIf(!compiler && env["CI"] !== "true")("has the value that the compiler computes", () => {
    const expressions = fc.letrec<Record<"any" | "literal" | "unary" | "binary" | "ternary", string>>((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, tie("literal"), tie("unary"), tie("binary"), tie("ternary")),
      literal: fc.constantFrom(
        "0",
        "1",
        "7",
        "010",
        "0x7fffffff",
        "0xffffffff",
        "3u",
        "5L",
        "0xful",
        "'a'",
        "4294967296",
      ),
      unary: fc
        .tuple(fc.constantFrom("-", "~", "!", "+", "(u8)", "(int)", "(u64)"), tie("any"))
        .map(([o, a]) => `${o} ${a}`),
      binary: fc
        .tuple(
          tie("any"),
          fc.constantFrom("|", "^", "&", "==", "<", ">=", "<<", ">>", "+", "-", "*", "/", "%", "&&", "||"),
          tie("any"),
        )
        .chain(([a, o, b]) => fc.constantFrom(`${a} ${o} ${b}`, `(${a}) ${o} ${b}`, `${a} ${o} (${b})`)),
      ternary: fc.tuple(tie("any"), tie("any"), tie("any")).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    }));
    // This parser refuses undefined behaviour; the compiler only warns of it.
    const ours = fc.sample(expressions.any, { numRuns: 600, seed: 1 }).flatMap((text) => {
      try {
        return [{ text, value: valueIn(`#define X ${text}`) }];
      } catch {
        return [];
      }
    });
    const printed = ours.map(
      ({ text }) =>
        `printf("%c%d %s\\n", ((__typeof__(+(${text})))-1 < 0) ? 'i' : 'u', (int)sizeof(+(${text})) * 8, text(${text}, (__typeof__(+(${text})))-1 < 0));`,
    );
    const source = `#include <stdio.h>
typedef unsigned char u8; typedef unsigned long u64; static char out[40];
static char *text(unsigned long value, int is_signed) { sprintf(out, is_signed ? "%ld" : "%lu", value); return out; }
int main(void) { ${printed.join("\n")} return 0; }`;
    const folder = temporaryFolder();
    const built = spawnSync("cc", ["-w", "-fwrapv", "-x", "c", "-", "-o", join(folder, "a")], {
      input: source,
      encoding: "utf8",
    });
    expect(built.stderr).toBe("");
    const theirs = spawnSync(join(folder, "a"), { encoding: "utf8" }).stdout.trimEnd().split("\n");
    expect(ours.length).toBeGreaterThan(300);
    expect(theirs.map((value, i) => [ours[i]?.text, value])).toEqual(ours.map(({ text, value }) => [text, value]));
  });
});

describe("macros", () => {
  it.each([
    ["#define A 1\nA B", "1 B"],
    ["#define A (x) A\nA", "( x ) A"],
    ["#define A B\n#define B A\nA B", "A B"],
    ["#define F(x) F(x, x)\nF(1) F", "F ( 1 , 1 ) F"],
    ["#define F(x) [x]\nF(F(1))", "[ [ 1 ] ]"],
    ["#define F(a, b) a##b b a\nF(x, y) F((1,2), )", "xy y x (1 , 2 ) ( 1 , 2 )".replace("(1", "( 1")],
    ["#define A 7\n#define F(x) x _##x #x\nF(A)", '7 _A "A"'],
    ["#define F(...) [__VA_ARGS__]\nF() F(1, 2)", "[ ] [ 1 , 2 ]"],
    ["#define F(x) x\nF\n(1)", "1"],
    ["#define A 1\n#undef A\nA", "A"],
    ["#define A 1 \\\n + 2\nA", "1 + 2"],
    ["#define A /* b\nc */ d // e \\\n f\nA", "d"],
    ["#define A 7\n#define F(x) x##_y #x y\nF(A) F(a b)", 'A_y "A" y a b_y "a b" y'],
    ["#define A 1 \\\r\n + 2\r\nA\r\nb", "1 + 2 b"],
    ["#include <a.h>\n#pragma once\n#line 5\n#warning hm\n#\n#define\na", "a"],
    [`#define F(x) x\n${"F(".repeat(50)}a${")".repeat(50)}`, "a"],
    ['a "// b" /* c */ \'"\' // d "', 'a "// b" \'"\''],
  ])("expand in %j: %s", (text, words) => {
    expect(wordsOf(text)).toBe(words);
  });

  it.each([
    ["\n#define F(x) x\nF(1, 2)", "a.c:3: `F` is not understood with 2 arguments"],
    ["#define F(x, y) x\nF()", "a.c:2: `F` is not understood with 0 arguments"],
    ["#define F(x) x\n\nF(1", "a.c:3: the arguments of `F` do not end"],
    ["#define F(x", "a.c:1: `#F ( x` is not understood"],
    ["#define F(x, y-) x", "a.c:1: `#F ( x , y - ) x` is not understood"],
    ["#embed x", "a.c:1: `#embed x` is not understood"],
    ["#embed a b c d e f g h i", "a.c:1: `#embed a b c d e f g` is not understood"],
    [doubling("A", 40, (name) => `${name} ${name}`), "a.c:41: macros make more than 1,000,000 characters here"],
    [
      `#define P(a, b) a##b\n${Array.from({ length: 40 }, (_, i) => `#define F${i}(a) F${i + 1}(a##a)`).join("\n")}\nF0(x)`,
      "a.c:42: macros make more than 1,000,000 characters here",
    ],
    [`#define F(x) x\n${"F(".repeat(5000)}`, "a.c:2: the arguments of `F` do not end"],
    [`#define F(x) x\n${"F(".repeat(99)}${")".repeat(99)}`, "a.c:2: more than 50 macros are nested here"],
  ])("are refused in %j", (text, message) => {
    expect(() => wordsOf(text)).toThrow(message);
  });
});

function doubling(name: string, times: number, twice: (name: string) => string): string {
  const lines = Array.from({ length: times }, (_, i) => `#define ${name}${i + 1} ${twice(`${name}${i}`)}`);
  return [...lines, `${name}${times}`].join("\n");
}

describe("conditions of the preprocessor", () => {
  it.each([
    ["#if 0\na\n#else\nb\n#endif\nc", "b c"],
    ["#if 1\na\n#else\nb\n#endif", "a"],
    ["#if 0\n#if 1\na\n#endif\nb\n#elif 1 + 1 == 2\nc\n#else\nd\n#endif", "c"],
    ["#define A\n#ifdef A\na\n#else\nb\n#endif", "a"],
    ["#define A\n#ifndef A\na\n#elif 1\nb\n#endif", "b"],
    ["#ifndef A\n#define A 1\nA\n#endif", "1"],
    ["#if 0xffffffff + 1 == 0\na\n#else\nb\n#endif", "b"],
    ["#if 0\n#ifdef UNKNOWN\n#bad\n'\n#endif\n#endif\na", "a"],
    ["#if 1\na\n#elif UNKNOWN\nb\n#endif", "a"],
    ["#if 1\na\n#elif 0\nb\n#else\nc\n#endif", "a"],
  ])("select the lines of %j", (text, words) => {
    expect(wordsOf(text)).toBe(words);
  });

  it.each([
    ["#ifdef A\n#endif", "a.c:1: the condition depends on `A`, and this file does not define it"],
    ["#ifndef A\nx\n#endif", "a.c:1: the condition depends on `A`"],
    ["#ifndef A", "a.c:1: the condition depends on `A`"],
    ["#ifndef A\n#define B\n#endif", "a.c:1: the condition depends on `A`"],
    ["#ifdef A\n#define A\n#endif", "a.c:1: the condition depends on `A`"],
    ["\n#if defined(A)\n#endif", "a.c:2: the condition depends on `defined`"],
    ["#if 0\n#elif A\n#endif", "a.c:2: the condition depends on `A`"],
    ["#if\n#endif", "a.c:1: the end is not understood in this condition"],
    ["\n#if 1\na", "a.c:2: this condition has no #endif"],
    ["#endif", "a.c:1: `#endif` has no #if before it"],
    ["#else", "a.c:1: `#else` has no #if before it"],
  ])("are refused in %j", (text, message) => {
    expect(() => wordsOf(text)).toThrow(message);
  });
});
