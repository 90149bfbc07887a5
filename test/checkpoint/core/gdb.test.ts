import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openCore } from "criu-checkpoint";
import { describe, expect, it } from "vitest";
import { skipped } from "../../support/python.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { bytesOf } from "./bytes.ts";
import { gdb, NO_GDB } from "./debugger.ts";
import { ADDRESS, PID, TEXT } from "./made.ts";
import { madeOf, SAMPLES } from "./samples.ts";

/* gdb reads cores of images that are made by hand: it has tables of the registers of its own. */

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
});
