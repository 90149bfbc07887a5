import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../generator/generate.ts";
import { BUILT_IN_SCHEMA } from "../../generator/own/package-root.ts";
import { missing, skipped } from "../support/python.ts";
import { temporaryFolder } from "../support/schema.ts";

/* Compares names for people with the macros of Linux's headers. */

const HEADERS = [
  ...["signal", "resource", "capability", "sched", "personality", "securebits", "seccomp", "time", "eventpoll"],
  ...["netlink", "stat", "fcntl", "mman", "fanotify", "inotify", "mount", "if_tun", "tcp", "auxvec"],
].map((name) => `#include <linux/${name}.h>`);

/** The header of terminal settings, which depend on the architecture, and the wait status bit without a macro. */
const MORE = ["#include <asm/termbits.h>", "#define CORE_DUMPED 0x80"];

const NO_CC = missing("cc");
const { names } = loadModel(BUILT_IN_SCHEMA).display;

/** Each name with its number; for a set of signals, the number of the signal instead of its bit. */
const numbered: [string, bigint][] = names.flatMap(({ name: set, values, pairs, bits, words, items }) => [
  ...[...(values ?? []), ...(pairs ?? [])].map(([number, name]): [string, bigint] => [name, BigInt(number)]),
  ...[...(bits ?? [])].map(([name, bit]): [string, bigint] => [
    name,
    BigInt(set === "signals" ? Math.log2(bit) + 1 : bit),
  ]),
  ...(words ?? []).flatMap((word, i) =>
    [...word].map(([name, bit]): [string, bigint] => [name, BigInt(32 * i + Math.log2(bit))]),
  ),
  ...(items ?? []).flatMap((name, i): [string, bigint][] => (name.startsWith("RLIMIT_") ? [[name, BigInt(i)]] : [])),
]);

/** Returns the numbers of the names that are macros in C. */
function numbersInC(all: readonly string[]): Map<string, bigint> {
  const program = join(temporaryFolder(), "names");
  const prints = all.map((name) => `#ifdef ${name}\nprintf("${name} %llu\\n", (unsigned long long)(${name}));\n#endif`);
  const source = [
    ...HEADERS,
    ...MORE,
    "extern int printf(const char *, ...);",
    "int main(void) {",
    ...prints,
    "}",
  ].join("\n");
  const built = spawnSync("cc", ["-w", "-D_GNU_SOURCE", "-x", "c", "-", "-o", program], { input: source });
  expect(`${built.stderr}`).toBe("");
  const lines = `${spawnSync(program).stdout}`.trim().split("\n");
  return new Map(lines.map((line) => line.split(" ")).map(([name = "", value = ""]) => [name, BigInt(value)]));
}

describe("names for people", () => {
  // Some numbers differ on other architectures.
  const isHere = process.arch === "x64" && process.platform === "linux";
  it.skipIf(NO_CC !== undefined || !isHere)(`have the numbers of Linux's headers${skipped(NO_CC)}`, () => {
    const inC = numbersInC([...new Set(numbered.map(([name]) => name))]);
    const compared = numbered.filter(([name]) => inC.has(name));
    expect(compared.length).toBeGreaterThan(250);
    for (const name of ["AT_PAGESZ", "B115200", "CS8", "CR3", "SIGKILL"]) expect(inC.has(name), name).toBe(true);
    expect(compared.filter(([name, number]) => inC.get(name) !== number)).toEqual([]);
  });

  it("are unique for each number of a set", () => {
    for (const { name, bits, values } of names) {
      const all = [...(bits?.values() ?? []), ...(values?.values() ?? [])];
      expect(new Set(all).size, name).toBe(all.length);
    }
  });
});
