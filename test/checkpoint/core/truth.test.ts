import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { openCore } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MEMORY } from "../../support/checkpoints.ts";
import { skipped } from "../../support/python.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { bytesOf } from "./bytes.ts";
import { gdb, NO_GDB } from "./debugger.ts";

/* Compares what gdb shows of a core with what gdb showed of the process before the dump. */

const THREADS = join(MEMORY, "threads");
const PID = 32621;

/** Returns the lines about threads as gdb showed them. A core lacks the names of threads. */
function truth(file: string): string[] {
  return threadLines(readFileSync(join(THREADS, "truth", file), "utf8").replaceAll(' "weave")', ")"));
}

function threadLines(text: string): string[] {
  return text.slice(text.indexOf("Thread ")).trimEnd().split("\n");
}

/** Returns the lines that differ, each with the one of the process. */
function differences(found: readonly string[], wanted: readonly string[]): (readonly [string, string | undefined])[] {
  expect(found.length).toBe(wanted.length);
  return found.flatMap((line, i) => (line === wanted[i] ? [] : [[line, wanted[i]] as const]));
}

describe.skipIf(NO_GDB !== undefined)(`gdb on a core of a process with threads${skipped(NO_GDB)}`, () => {
  let run: (...commands: readonly string[]) => string[];

  beforeAll(async () => {
    const folder = temporaryFolder(afterAll);
    const [program, core] = [join(folder, "weave"), join(folder, "core")];
    writeFileSync(program, gunzipSync(readFileSync(join(THREADS, "program/weave.gz"))));
    const checkpoint = await openCheckpoint(join(THREADS, "images"));
    writeFileSync(core, await bytesOf(await openCore(checkpoint, PID)));
    await checkpoint.close();
    run = (...commands) => gdb(core, commands, program);
  });

  it("shows the same backtraces, arguments and variables", () => {
    const [short = "", full = ""] = run("thread apply all bt", "thread apply all bt full");
    // CRIU rewinds the thread in read to the instruction that calls.
    const rewound = [["#0  0x00000000004347ba in read ()", "#0  0x00000000004347bc in read ()"]];
    expect(differences(threadLines(short), truth("bt.txt"))).toEqual(rewound);
    expect(differences(threadLines(full), truth("bt-full.txt"))).toEqual(rewound);
  });

  it("shows the same registers, but those that CRIU rewinds", () => {
    const [registers = "", floats = ""] = run("thread apply all info registers", "thread apply all info float");
    const different = differences(threadLines(registers), truth("registers.txt"));
    // gdb 13 reads k0 to k7 of a process at the offsets of Intel's processors: on the AMD that dumped it saw zeros.
    const [masks, others] = [
      different.filter(([line]) => /^k\d/.test(line)),
      different.filter(([line]) => !/^k\d/.test(line)),
    ];
    expect(others.map(([line = "", before = ""]) => [line.split(/ +/).slice(0, 2), before.split(/ +/)[1]])).toEqual([
      [["rax", "0x0"], "0xfffffffffffffe00"],
      [["rip", "0x4347ba"], "0x4347bc"],
      [["rax", "0xfffffffffffffffc"], "0xfffffffffffffdfc"],
    ]);
    expect(masks.map(([line = "", before = ""]) => [line.split(/ +/)[1], before.split(/ +/)[1]])).toEqual(
      ["0x1000801", "0x2", "0xfff7ffff", "0x241001", "0x2", "0xfff7ffff", "0x52004", "0x2", "0xfff7ffff"].map(
        (mask) => [mask, "0x0"],
      ),
    );
    expect(threadLines(floats)).toEqual(truth("float.txt"));
  });

  it("shows the same vector registers", () => {
    const names = ["xmm", "ymm"].flatMap((name) => Array.from({ length: 16 }, (_, i) => `$${name}${i}`));
    const [vectors = ""] = run(`thread apply all info registers ${[...names, "$mxcsr"].join(" ")}`);
    expect(threadLines(vectors)).toEqual(truth("vectors.txt"));
  });

  it("shows the same variables, texts and auxiliary vector", () => {
    const [...sessions] = readFileSync(join(THREADS, "truth/globals.txt"), "utf8").split("(gdb) ").slice(1);
    const [commands, texts] = [
      sessions.map((one) => one.split("\n")[0] ?? ""),
      sessions.map((one) => one.slice(one.indexOf("\n")).trim()),
    ];
    // Numbers of results, and the place of the program, differ.
    const unnumbered = (text: string): string => text.replaceAll(/^\$\d+/gm, "$").replace(/of \S+\/weave$/, "of weave");
    expect(run(...commands).map(unnumbered)).toEqual(texts.map(unnumbered));
    const [auxv] = run("info auxv");
    expect(auxv).toBe(readFileSync(join(THREADS, "truth/auxv.txt"), "utf8").trim());
  });
});
