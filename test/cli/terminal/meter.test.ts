import { expect, it } from "vitest";
import { Meter } from "../../../cli/terminal/meter.ts";

it.each([
  [true, ["\r3 MiB searched …", "\r9 MiB searched …", "\r\u001b[K"]],
  [false, []],
])("a meter tells about searches of more than a second, on a terminal alone: %s", (isTTY, expected) => {
  const texts: string[] = [];
  let time = 5000;
  const meter = new Meter("searched", { isTTY, write: (text) => texts.push(text) }, () => time);
  for (const [after, mib] of [
    [999, 1],
    [1001, 3],
    [1500, 5],
    [2002, 9],
  ] as const) {
    time = 5000 + after;
    meter.tell(mib * 2 ** 20 + 7);
  }
  meter.clear();
  meter.clear();
  expect(texts).toEqual(expected);
});

it("tells the whole, if it is known", () => {
  const texts: string[] = [];
  let time = 0;
  const meter = new Meter("written", { isTTY: true, write: (text) => texts.push(text) }, () => time);
  time = 1000;
  meter.tell(5 * 2 ** 20, 9 * 2 ** 20);
  expect(texts).toEqual(["\r5 of 9 MiB written …"]);
});
