import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openCore } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { skipped } from "../../support/python.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { bytesOf } from "./bytes.ts";
import { gdb, NO_GDB } from "./debugger.ts";
import { ADDRESS, PID, TEXT } from "./made.ts";
import { madeOf, SAMPLES } from "./samples.ts";

/* gdb reads cores of images that are made by hand: it has tables of the registers of its own. */

/** Processes that run with libraries: test/fixtures/README.md. */
const LINKED = fileURLToPath(new URL("../../fixtures/linked", import.meta.url));

const KNOWN = SAMPLES.flatMap((sample) =>
  sample.gdb === undefined ? [] : [[sample.name, sample, sample.gdb] as const],
);

describe.skipIf(NO_GDB !== undefined)(`gdb${skipped(NO_GDB)}`, () => {
  it.each(KNOWN)("shows the registers and the memory of %s", async (_name, sample, expected) => {
    const opened = await openCore(madeOf(sample), PID);
    const file = join(temporaryFolder(), "core");
    writeFileSync(file, await bytesOf(opened));
    const expressions = Object.keys(expected);
    const [text, ...values] = gdb(file, [`x/s ${ADDRESS}`, ...expressions.map((one) => `p/x ${one}`)]);
    expect(text).toContain(`"${TEXT}"`);
    const shown = expressions.map((one, i) => [one, /= (0x[\da-f]+)$/.exec(values[i] ?? "")?.[1] ?? values[i]]);
    const wanted = expressions.map((one) => [one, `0x${(expected[one] ?? 0n).toString(16)}`]);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(wanted));
  });

  it.each(["x86_64", "i386"])(
    "shows the general registers of a process of %s, and its libraries' places",
    async (name) => {
      const folder = join(LINKED, name);
      const pid = Number(/^mm-(\d+)/m.exec(readdirSync(folder).join("\n"))?.[1]);
      const checkpoint = await openCheckpoint(folder);
      const file = join(temporaryFolder(), "core");
      writeFileSync(file, await bytesOf(await openCore(checkpoint, pid)));
      await checkpoint.close();
      const [registers = "", mappings = ""] = gdb(file, ["info registers", "info proc mappings"]);
      const numbers = (text: string): string[] => [...text.matchAll(/^(?!k\d)\w+ +0x[\da-f]+/gm)].map(([line]) => line);
      expect(numbers(registers)).toEqual(numbers(readFileSync(join(folder, "registers.txt"), "utf8")));
      const maps = readFileSync(join(folder, "maps.txt"), "utf8").matchAll(/^(\w+)-(\w+) \S+ \w+ \S+ \d+ +(\/.*)$/gm);
      const shown = mappings.matchAll(/^[ \t]*0x(\w+) +0x(\w+) +0x\w+ +0x\w+ (.*)$/gm);
      expect([...shown].map(([, ...line]) => line)).toEqual([...maps].map(([, ...line]) => line));
    },
  );
});
