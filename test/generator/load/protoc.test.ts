import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readSet } from "../../support/protoc/ours.ts";
import { hasProtoc, judge, type Verdict } from "../../support/protoc/protoc.ts";
import { type ProtoSet, randomSet } from "../../support/protoc/schemas.ts";

/*
 * Compares critgen with protoc about names, numbers, labels, options and defaults of random .proto files. CI runs
 * protoc; elsewhere the test uses recorded answers. `npm run protoc-sets` records them again.
 */

const RECORDED = fileURLToPath(new URL("../../fixtures/protoc/sets.json.gz", import.meta.url));
const MOST_RECORDED = 400;
const IN_CI = process.env["CI"] === "true";

/** A set of .proto files, with protoc's verdict. */
interface Judged {
  readonly seed: number;
  readonly set: ProtoSet;
  readonly verdict: Verdict;
}

function expectSame({ seed, set, verdict }: Judged): void {
  const names = "facts" in verdict ? [...Object.keys(verdict.facts.messages), ...Object.keys(verdict.facts.enums)] : [];
  const { facts, problems } = readSet(set, names);
  const what = `set ${seed}:\n${Object.entries(set)
    .map(([name, text]) => `-- ${name}\n${text}`)
    .join("\n")}`;
  if ("facts" in verdict) {
    expect(problems, what).toEqual([]);
    expect(facts, what).toEqual(verdict.facts);
  } else if (!verdict.isTogetherOnly) {
    expect(problems, `${what}\nprotoc: ${verdict.refused}`).not.toEqual([]);
    for (const { at } of problems) expect(set, what).toHaveProperty([at.file]);
  }
}

function judged(seed: number): Judged {
  const set = randomSet(seed);
  return { seed, set, verdict: judge(set) };
}

describe("protoc's recorded verdicts on random .proto files", () => {
  it.runIf(process.env["RECORD_PROTOC"] === "true")("are recorded again", { timeout: 600_000 }, () => {
    const sets = Array.from({ length: MOST_RECORDED }, (_, seed) => judged(seed));
    writeFileSync(RECORDED, gzipSync(JSON.stringify(sets), { level: 9 }));
  });

  it("equal critgen's verdicts", { timeout: 120_000 }, () => {
    const sets = JSON.parse(gunzipSync(readFileSync(RECORDED)).toString("utf8")) as Judged[];
    expect(sets).toHaveLength(MOST_RECORDED);
    expect(sets.filter(({ verdict }) => "facts" in verdict).length).toBeGreaterThan(MOST_RECORDED / 4);
    for (const one of sets) expectSame(one);
  });
});

describe.skipIf(!IN_CI && !hasProtoc())("protoc's verdicts on random .proto files (skipped without protoc)", () => {
  it("equal critgen's verdicts", { timeout: 1_200_000 }, () => {
    const count = IN_CI ? 1250 : 25;
    for (let seed = 10_000; seed < 10_000 + count; seed++) expectSame(judged(seed));
  });
});
