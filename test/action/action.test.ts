import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../support/cli.ts";
import { proto, temporaryFolder, tinySchema } from "../support/schema.ts";
import { shareOf } from "../support/share.ts";
import { checkout, commit, git } from "../upstream/criu/trees.ts";
import { projectWith, schemaOf } from "../upstream/upgrade/support.ts";
import { action, runAction } from "./action.ts";

const WHEEL = "images/wheel.proto";
const MORE = ["optional wheel_rim	rim	= 5;", "optional wheel_rim	rim	= 5;\n\toptional bool	flat	= 7;"] as const;
const LESS = ["	required uint32		spokes	= 3 [default = 0x10];\n", ""] as const;

describe("the action, in a checkout of CRIU's source", () => {
  it("passes a change that breaks nothing, and tells of it", () => {
    const folder = checkout();
    commit(folder, { [WHEEL]: MORE });
    const { code, log, summary, outputs } = runAction(folder);
    expect(log).toEqual([
      expect.stringMatching(
        /^::notice file=images\/wheel\.proto,line=22,col=16,title=field-added::wheel_entry: field flat added/,
      ),
    ]);
    expect(summary).toContain("### Image format: 1 change, and nothing breaks\n\n`HEAD^1:.` → `HEAD:.`");
    expect([code, outputs["breaks"]]).toEqual([0, "false"]);
    expect(readFileSync(outputs["comment"] ?? "", "utf8")).toBe(summary);
  });

  it("fails for a break, unless `allow` accepts it", () => {
    const folder = checkout();
    commit(folder, { [WHEEL]: LESS });
    const refused = runAction(folder);
    expect([refused.code, refused.outputs["breaks"]]).toEqual([1, "true"]);
    expect(refused.log).toEqual([
      expect.stringMatching(/^::error file=images\/wheel\.proto,.*title=required-removed::/),
    ]);
    expect(refused.summary).toContain("**Old readers** refuse or misread new images:");
    const allowed = runAction(folder, { allow: "wire,json,api" });
    expect([allowed.code, allowed.outputs["breaks"]]).toEqual([0, "false"]);
    expect(runAction(folder, { allow: "" }).code).toBe(1);
  });

  it("fails with the line to blame if a side cannot be read, and writes no comment", () => {
    const folder = checkout();
    commit(folder, { [WHEEL]: ["optional sint32", "optional sint33"] });
    const { code, log, summary, outputs } = runAction(folder);
    expect([code, summary, outputs]).toEqual([2, "", {}]);
    expect(log[0]).toMatch(/^::error file=images\/wheel\.proto,line=\d+,col=\d+,title=unreadable::.*sint33/);
  });

  it("compares with the target of a merge commit, not with the commit before it on the branch", () => {
    const folder = checkout();
    git(folder, "checkout", "--quiet", "-b", "change");
    commit(folder, { [WHEEL]: MORE });
    commit(folder, { "images/pstree.proto": ["message", "// first\nmessage"] });
    git(folder, "checkout", "--quiet", "-");
    commit(folder, { [WHEEL]: LESS });
    git(folder, "merge", "--quiet", "--no-edit", "change");
    expect(runAction(folder).log).toEqual([
      expect.stringContaining("title=field-added::wheel_entry: field flat added"),
    ]);
  });

  it("runs nothing of the repository, and gives its names no meaning", () => {
    const folder = checkout();
    commit(folder, { [WHEEL]: MORE });
    const sprung = join(temporaryFolder(), "sprung");
    const program = `#!/bin/sh\necho x >> '${sprung}'\n`;
    for (const path of [
      "node_modules/critgen/dist/main.cjs",
      "node_modules/.bin/critgen",
      ".git/hooks/post-checkout",
    ]) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), program);
      chmodSync(join(folder, path), 0o755);
    }
    git(folder, "config", "core.fsmonitor", join(folder, "node_modules/.bin/critgen"));
    git(folder, "config", "core.hooksPath", join(folder, ".git/hooks"));
    expect(runAction(folder).code).toBe(0);
    const hostile = `$(echo x > '${sprung}')`;
    const inputs = ["tree", "base", "head", "allow", "program"];
    const cases = inputs.flatMap((input) => [hostile, `--x='; ${hostile}`].map((value) => ({ [input]: value })));
    for (const one of shareOf(cases)) expect([one, runAction(folder, one).code]).toEqual([one, 2]);
    expect(() => readFileSync(sprung)).toThrow("ENOENT");
  });
});

describe("the action, with a schema", () => {
  it("compares its folder in both revisions", () => {
    const folder = temporaryFolder();
    git(folder, "init", "--quiet");
    for (const fields of ["optional uint32 a = 1;", "optional uint32 b = 1;"]) {
      const made = tinySchema({ protos: { "m.proto": proto(`message m { ${fields} }`) } });
      git(folder, "--work-tree", made, "add", "--all");
      git(folder, "commit", "--quiet", "--message", fields);
    }
    const { log, code } = runAction(folder);
    expect([code, log]).toEqual([
      1,
      [expect.stringContaining("file=messages/m.proto,line=3,col=29,title=field-renamed")],
    ]);
  });
});

describe("the action, with a program", () => {
  const FIELDS = ["required uint32 id = 1; optional uint32 old = 2;", "required uint32 id = 1;"] as const;
  const USES = 'import { decodeM } from "criu-images";\nexport const a = decodeM(new Uint8Array()).old;\n';

  /** Makes a repository with the schema before and after the change, checked out. */
  function schemas(): string {
    const folder = temporaryFolder();
    git(folder, "init", "--quiet");
    for (const fields of FIELDS) {
      git(folder, "--work-tree", tinySchema(schemaOf(fields)), "add", "--all");
      git(folder, "commit", "--quiet", "--message", fields);
    }
    git(folder, "reset", "--quiet", "--hard");
    return folder;
  }

  it("lists its lines to change in the comment and as annotations, and lets `allow` decide on the job", () => {
    const program = projectWith(schemaOf(FIELDS[0]), { "uses.ts": USES });
    const { code, log, summary } = runAction(schemas(), { program, allow: "wire,json,api" });
    expect([code, log.filter((line) => line.includes("uses.ts"))]).toEqual([
      0,
      [expect.stringMatching(/^::\w+ file=.*uses\.ts,line=2/)],
    ]);
    expect(summary).toMatch(/\n\n\*\*Lines of the program\*\* that use what changed: 1\n\n {4}\S*uses\.ts:2:\d+.*\n$/);
  });

  it("imports the new format from CRIU's source, if `tree` is that", () => {
    const folder = checkout();
    commit(folder, { [WHEEL]: MORE });
    const program = projectWith(schemaOf(FIELDS[0]), { "uses.ts": USES });
    const { code, log, summary } = runAction(folder, { program });
    expect([code, log.join("\n")]).toEqual([0, expect.stringMatching(/uses\.ts,line=1.*decodeM/)]);
    expect(summary).toContain("**Lines of the program**");
  });

  it("says nothing of a program without such lines", () => {
    const program = projectWith(schemaOf(FIELDS[0]), { "uses.ts": USES.replace(".old", ".id") });
    const { log, summary } = runAction(schemas(), { program });
    expect([log.some((line) => line.includes("uses.ts")), summary.includes("Lines of the program")]).toEqual([
      false,
      false,
    ]);
  });
});

describe("action.yml", () => {
  it("installs this version of critgen, away from the repository", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(action.inputs["critgen"]?.default).toBe(`critgen@${version}`);
    expect(action.runs.steps[0]?.run).toContain('--prefix "$RUNNER_TEMP/critgen" --ignore-scripts');
  });

  it("has no expression in a script, where it would be code", () => {
    for (const { run } of action.runs.steps) expect(run).not.toContain("${{");
  });

  it("is explained in docs/ci.md, input by input and output by output", () => {
    const text = readFileSync(join(ROOT, "docs/ci.md"), "utf8");
    const rows = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(rows).toEqual([...Object.keys(action.inputs), ...Object.keys(action.outputs)]);
  });
});
