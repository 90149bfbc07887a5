import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openCheckpoint } from "criu-checkpoint/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compatOf } from "../../../../inspect/compat/compat.ts";
import { compatToJson } from "../../../../inspect/compat/json.ts";
import { BUILT_IN } from "../../../../inspect/schema/schema.ts";
import { Opened } from "../../../../studio/engine/opened.ts";
import { overviewAnswers } from "../../../../studio/views/overview/answers.ts";
import { timeText } from "../../../../studio/views/overview/dump-facts.ts";
import { temporaryFolder } from "../../../support/schema.ts";

const FDS = "test/fixtures/images/fds";
const call = { signal: new AbortController().signal, progress: (): void => undefined, part: (): void => undefined };
const open: Opened[] = [];

beforeAll(async () => {
  for (const path of [
    FDS,
    "test/fixtures/memory/threads/images",
    "test/fixtures/images/uts",
    "test/fixtures/memory/chain/1",
  ])
    open.push(new Opened(path, await openCheckpoint(path)));
});
afterAll(async () => {
  for (const { checkpoint } of open) await checkpoint.close();
});

async function factsOf(one: Opened | undefined): Promise<Record<string, string>> {
  if (one === undefined) throw new Error("the checkpoint is not open");
  const facts = await overviewAnswers["overview.facts"](one, {}, call);
  return Object.fromEntries(facts.map(({ label, values }) => [label, values.join("; ")]));
}

test("a plain folder has the facts of its images", async () => {
  expect(await factsOf(open[0])).toMatchObject({ Processes: "1 process, 1 thread", Machine: "X86_64", Format: "v1.1" });
  const threads = await factsOf(open[1]);
  expect(threads).toMatchObject({ Processes: "1 process, 3 threads", Memory: "96.0 KiB" });
  expect(threads["Images"]).toMatch(/^16, 10\d\.\d KiB$/);
  expect(threads["Dump"]).toMatch(/^frozen for [\d.]+ m?s, 24 pages written$/);
  expect((await factsOf(open[2]))["Host name"]).toMatch(/./);
  expect(await factsOf(open[3])).toMatchObject({ Checkpointed: "1 h 35 min after the boot" });
});

test("releases are copied as the command prints them", async () => {
  const [one] = open;
  if (one === undefined) throw new Error("the checkpoint is not open");
  const { json, command } = await overviewAnswers["overview.releaseForms"](one, {}, call);
  expect(json).toBe(compatToJson(await compatOf(BUILT_IN, FDS)));
  expect(command).toBe(`critgen compat ${FDS} --json`);
});

test("an image that nobody knows is counted, as the command does", async () => {
  const folder = join(temporaryFolder(), "strange");
  cpSync(FDS, folder, { recursive: true });
  writeFileSync(join(folder, "strange-1.img"), Buffer.from("1940165418273645", "hex"));
  const checkpoint = await openCheckpoint(folder);
  const { json } = await overviewAnswers["overview.releaseForms"](new Opened(folder, checkpoint), {}, call);
  expect(JSON.parse(json)).toMatchObject({ unknown: 1, oldest: null });
  expect(json).toBe(compatToJson(await compatOf(BUILT_IN, folder)));
  await checkpoint.close();
});

test("times have two units at most", () => {
  expect([12_345, 2_500_000, 90e6, 7_500e6, 90_061e6].map(timeText)).toEqual([
    "12.3 ms",
    "2.5 s",
    "1 min 30 s",
    "2 h 5 min",
    "1 d 1 h",
  ]);
});
