import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { diffFormats } from "../../upstream/diff/diff.ts";
import { openFormat } from "../../upstream/diff/open.ts";
import { runGit } from "../../upstream/source/repository.ts";
import { ROOT } from "../support/cli.ts";
import { temporaryFolder } from "../support/schema.ts";
import { shareOf } from "../support/share.ts";
import { git } from "../upstream/criu/trees.ts";
import { runAction } from "./action.ts";
import { type Files, reduced } from "./reduce.ts";

/*
 * The action's reports on commits of CRIU, as if they were pull requests: on reduced trees here, and on CRIU's repository
 * if CRITGEN_CRIU names a clone. CRITGEN_RECORD=1 records both.
 */

/** A commit: its reduced trees, and its report. */
interface Recorded {
  readonly commit: string;
  readonly about: string;
  readonly code: number | null;
  /** Annotations, without their lines. */
  readonly annotations: readonly string[];
  readonly summary: string;
  readonly before: Files;
  /** Files that differ from those before. */
  readonly after: Files;
}

const FILE = join(ROOT, "test/fixtures/pull-requests.yaml");
const recorded = (parse(readFileSync(FILE, "utf8")) ?? []) as readonly Recorded[];
const CRIU = process.env["CRITGEN_CRIU"];

/** Runs the action; drops the lines of annotations, which reduced trees do not share, but tests that each fits. */
function report(folder: string, base: string, head: string): Pick<Recorded, "code" | "annotations" | "summary"> {
  const { code, log, summary } = runAction(folder, { base, head });
  const unplaced = summary.replaceAll(/(`[\w/.-]+):\d+`\)$/gm, "$1`)").replace(/^`.*` → `.*`$/m, "`base` → `head`");
  return { code, annotations: log.map((line) => withoutLine(line, folder, head)), summary: unplaced };
}

function withoutLine(annotation: string, folder: string, head: string): string {
  const [, file = "", line = "1", thing = ""] =
    /^::\w+ file=([^,]+),line=(\d+).*?::[^:]*: (?:[a-z]+ )*(\w+) (?:added|moved|renamed|label|value|file)/.exec(
      annotation,
    ) ?? [];
  const text = runGit(folder, ["show", `${head}:${file}`])
    .toString("utf8")
    .split("\n")[Number(line) - 1];
  if (thing !== "message" && thing !== "image" && thing !== "magic") expect(text, annotation).toContain(thing);
  return annotation.replace(/,line=\d+(?:,col=\d+)?/, "");
}

/** Makes a repository with two commits. */
function repositoryOf({ before, after }: Pick<Recorded, "before" | "after">): string {
  const folder = temporaryFolder();
  git(folder, "init", "--quiet");
  for (const files of [before, after]) {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "trees");
  }
  return folder;
}

describe("commits of CRIU as pull requests", () => {
  it.each(shareOf(recorded))("$commit: $about", ({ code, annotations, summary, before, after }) => {
    expect(report(repositoryOf({ before, after }), "HEAD^1", "HEAD")).toEqual({ code, annotations, summary });
  });

  it("are eleven, and some of them break each kind of reader", () => {
    expect(recorded).toHaveLength(11);
    const all = recorded.map(({ summary }) => summary).join("\n");
    for (const whom of [
      "**New readers**",
      "**Old readers**",
      "**JSON of crit**",
      "**Programs**",
      "These break nothing",
    ])
      expect(all).toContain(whom);
  });
});

describe.runIf(CRIU !== undefined)("the same commits in CRIU's repository", () => {
  const clone = CRIU ?? "";

  it.runIf(process.env["CRITGEN_RECORD"] === undefined).each(recorded)(
    "$commit",
    ({ commit, code, annotations, summary }) => {
      expect(report(clone, `${commit}^1`, commit)).toEqual({ code, annotations, summary });
    },
  );

  it.runIf(process.env["CRITGEN_RECORD"] !== undefined)("are recorded", () => {
    const entries = recorded.map(({ commit, about }) => {
      const [base, head] = [`${commit}^1`, commit];
      const sides = [`${base}:${clone}`, `${head}:${clone}`] as const;
      const changes = diffFormats(openFormat(sides[0], sides[1]), openFormat(sides[1], sides[0]));
      const [before = {}, all = {}] = reduced(clone, [base, head], changes);
      const after = Object.fromEntries(Object.entries(all).filter(([path, text]) => before[path] !== text));
      return { commit, about, ...report(clone, base, head), before, after };
    });
    writeFileSync(FILE, stringify(entries, { lineWidth: 0 }));
  });
});
