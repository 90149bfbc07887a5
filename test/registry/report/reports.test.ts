import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import standard from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { toSummary, toText } from "../../../cli/audit/text.ts";
import { reader } from "../../../cli/terminal/schema-error.ts";
import { terminalOf } from "../../../cli/terminal/terminal.ts";
import { auditSchema } from "../../../registry/audit/audit.ts";
import { toGithub } from "../../../registry/report/github.ts";
import { toJson } from "../../../registry/report/json.ts";
import { toJunit } from "../../../registry/report/junit.ts";
import { pathsBelow } from "../../../registry/report/place.ts";
import { toSarif } from "../../../registry/report/sarif.ts";
import type { Finding } from "../../../registry/rules/finding.ts";
import { RULES } from "../../../registry/rules/rules.ts";
import { critgenHere } from "../../support/here.ts";
import { NO_PYTHON, python, skipped } from "../../support/python.ts";
import { afterAllTests, PROJECT_SCHEMA } from "../../support/schema.ts";
import { findingsOf, schemaOf, sections } from "../rules/docs.ts";

const cleanup = afterAllTests();

/** The findings of all examples in docs/audit.md, and the project's accepted ones. */
const all: Finding[] = [
  ...[...sections.values()].flatMap((section) => findingsOf(section, schemaOf(section, cleanup))),
  ...auditSchema(PROJECT_SCHEMA).findings,
];
/** Those that nobody accepted. */
const open = all.filter(({ accepted }) => accepted === undefined);
/** Returns the rule of a finding; `generate` reports problems without a rule. */
const ruleOf = ({ rule }: Finding): string => (RULES.some(({ id }) => id === rule) ? rule : "refused");
const pathOf = pathsBelow("schema");
const hostile: Finding = {
  rule: "near-magics",
  severity: "error",
  message: 'a % of <it>, "so": & \u0007',
  suggestion: "none, or ]]>",
  at: { file: "messages/a, b:c.proto", line: 3, column: 7 },
  subjects: ["A"],
};

describe("a SARIF report", () => {
  const sarif = (findings: readonly Finding[]) =>
    JSON.parse(toSarif(findings, { rules: RULES, version: "1.2.3", pathOf }));

  it("is valid by the standard's own JSON Schema", () => {
    // The schema's draft differs from ajv's in two keys only.
    const { $schema: _, id: __, ...schema } = standard;
    const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
    const validate = ajv.compile(schema);
    expect([validate(sarif([...all, hostile])), validate.errors]).toEqual([true, null]);
    expect(validate({ ...sarif([]), version: "2.0.0" })).toBe(false);
  });

  it("has every finding at its place, under its rule", () => {
    const [run] = sarif(all).runs;
    expect(run.results).toHaveLength(all.length);
    for (const [index, result] of run.results.entries()) {
      const { rule, severity, at } = all[index] ?? hostile;
      const [{ physicalLocation: place }] = result.locations;
      const { id } = run.tool.driver.rules[result.ruleIndex];
      const under = ruleOf(all[index] ?? hostile);
      expect(result.ruleId).toBe(under === rule ? rule : `${under}/${rule}`);
      expect([result.ruleId.split("/")[0], result.level]).toEqual([id, severity]);
      expect(place.artifactLocation.uri).toBe(`schema/${at.file}`);
      expect(place.region).toEqual({ startLine: at.line, startColumn: at.column });
    }
  });

  it("suppresses accepted findings, with their reasons", () => {
    const [run] = sarif(all).runs;
    for (const [index, { suppressions }] of run.results.entries()) {
      expect(suppressions[0]?.justification).toBe(all[index]?.accepted);
    }
  });
});

describe("a JUnit report", () => {
  it.skipIf(NO_PYTHON)(
    `is XML, has a case for each rule, and fails those with errors or warnings${skipped(NO_PYTHON)}`,
    () => {
      const input = toJunit([...all, hostile], RULES, pathOf);
      const program =
        "import xml.etree.ElementTree as x\n" +
        "output = [[c.get('name'), [f.text for f in c]] for c in x.fromstring(input.encode()).iter('testcase')]";
      const cases = python<[string, string[]][]>(program, input);
      expect(cases.map(([name]) => name)).toEqual(RULES.map(({ id, title }) => `${id}: ${title}`));
      const near = cases.find(([name]) => name.startsWith("near-magics"))?.[1] ?? [];
      expect(near[0]).toContain('schema/messages/a, b:c.proto:3:7: a % of <it>, "so": & \n  none, or ]]>');
      expect(near[1]).toContain("accepted: ");
      // Neither notes nor accepted findings are failures.
      const failing = new Set(open.filter(({ severity }) => severity !== "note").map(ruleOf));
      expect(input).toContain(`failures="${failing.size}"`);
      expect(toJunit([], RULES, pathOf)).toContain(`tests="${RULES.length}" failures="0"`);
    },
  );
});

describe("the annotations of a GitHub workflow", () => {
  it("are one escaped line per finding, except for accepted ones", () => {
    expect(toGithub([hostile], pathOf)).toBe(
      "::error file=schema/messages/a%2C b%3Ac.proto,line=3,col=7,title=near-magics::" +
        'a %25 of <it>, "so": & \u0007%0Anone, or ]]>',
    );
    const lines = toGithub(all, pathOf).split("\n");
    expect(lines).toHaveLength(open.length);
    const notes = open.filter(({ severity }) => severity === "note");
    expect(notes.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.startsWith("::notice "))).toHaveLength(notes.length);
  });
});

describe("a JSON report", () => {
  it("has the whole content of each finding, with paths relative to the schema", () => {
    const expected = all.map(({ at, ...finding }) => ({ ...finding, ...at }));
    expect(JSON.parse(toJson(all))).toEqual(expected);
  });
});

describe("the paths in a report", () => {
  it("are relative to the root of the repository, or URLs outside of it", () => {
    expect(pathsBelow(PROJECT_SCHEMA)("images.yaml")).toBe("schema/images.yaml");
    expect(pathsBelow("/some where/else")("images.yaml")).toBe("file:///some%20where/else/images.yaml");
  });

  it("are relative to the folder if there is no repository", async () => {
    const folder = schemaOf(sections.get("never-written") ?? "");
    const inner = join(folder, "messages");
    const uri = async (cwd: string): Promise<string> => {
      const { out } = await critgenHere(["audit", "--sarif", "--schema", folder], { cwd });
      return JSON.parse(out).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri;
    };
    expect(await uri(folder)).toBe("images.yaml");
    expect(await uri(inner)).toBe(pathToFileURL(join(folder, "images.yaml")).href);
    mkdirSync(join(folder, ".git"));
    expect(await uri(inner)).toBe("images.yaml");
    const { out } = await critgenHere(["audit", "--github", "--schema", folder], { cwd: inner });
    expect(out).toContain(" file=images.yaml,line=8,");
  });
});

describe("a text report", () => {
  const show = (findings: readonly Finding[], accepted = false): string =>
    toText(findings, { schema: "schema", read: reader(PROJECT_SCHEMA), accepted }, terminalOf({}));
  const { findings } = auditSchema(PROJECT_SCHEMA);

  it("counts accepted findings, and shows them on request", () => {
    expect(show([])).toBe("schema: nothing to do");
    expect(show(findings)).toBe(`schema: nothing to do; ${findings.length} findings accepted (--accepted shows them)`);
    const text = show(findings, true);
    for (const { rule, accepted = "" } of findings) {
      expect(text).toContain(`accepted ${rule}: `);
      expect(text.replaceAll(/\n +/g, " ")).toContain(`why: ${accepted}`);
    }
    expect(text).toMatch(/\nschema: nothing to do; \d+ findings accepted$/);
  });

  it("counts findings by rule on request", () => {
    const options = { schema: "schema", read: () => undefined, accepted: false };
    const many = Array.from({ length: 30 }, (_, i) => ({ ...hostile, at: { ...hostile.at, line: i + 1 } }));
    const note = { ...hostile, severity: "note" as const, rule: "tree-lacks" };
    expect(toSummary([...many, note, { ...note, accepted: "yes" }], options).split("\n")).toEqual([
      "error    near-magics: 30",
      "note     tree-lacks: 1",
      "schema: 30 errors, 1 note; 1 finding accepted (--accepted shows them)",
      "`critgen audit --explain near-magics` explains the rule",
    ]);
    expect(toSummary([{ ...note, accepted: "yes" }], { ...options, accepted: true })).toMatch(
      /^accepted tree-lacks: 1\n/,
    );
    expect(show(many).split("\n").length).toBeLessThan(60);
  });

  it("counts errors, warnings and notes", () => {
    const [first, second, third] = (["error", "warning", "note"] as const).map((severity) => ({
      ...hostile,
      severity,
    }));
    const lines = show([first, second, second, third].filter((one) => one !== undefined)).split("\n");
    expect(lines.slice(-2)).toEqual([
      "schema: 1 error, 2 warnings, 1 note",
      "`critgen audit --explain near-magics` explains the rule",
    ]);
  });
});
