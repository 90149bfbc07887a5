import { stdout } from "node:process";
import { namingsIn } from "../../generator/config/target.ts";
import { replace } from "../../generator/files/replace.ts";
import { shownFolder } from "../../generator/files/shown-folder.ts";
import { versionOfCritgen } from "../../generator/own/version.ts";
import { readTrees } from "../../registry/against/read.ts";
import { type Audit, auditSchema } from "../../registry/audit/audit.ts";
import { renderBadge } from "../../registry/html/badge.ts";
import { toGithub } from "../../registry/report/github.ts";
import { toJson } from "../../registry/report/json.ts";
import { toJunit } from "../../registry/report/junit.ts";
import { pathsBelow } from "../../registry/report/place.ts";
import { toSarif } from "../../registry/report/sarif.ts";
import { isOpen } from "../../registry/rules/finding.ts";
import { RULES } from "../../registry/rules/rules.ts";
import { explain } from "../explain/rules.ts";
import type { ExitCode } from "../run/action.ts";
import { withSettings } from "../run/project.ts";
import { reader } from "../terminal/schema-error.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { toSummary, toText } from "./text.ts";

interface Given {
  readonly config?: string;
  readonly schema?: string;
  readonly against: readonly string[];
  readonly explain?: string | true;
  readonly accepted: boolean;
  readonly html?: string;
  readonly badge?: string;
  readonly fix: boolean;
  readonly dryRun: boolean;
  readonly summary: boolean;
  readonly json: boolean;
  readonly sarif: boolean;
  readonly junit: boolean;
  readonly github: boolean;
}

export function run(given: Given): ExitCode | Promise<ExitCode> {
  const { config, schema, json, against } = given;
  if (given.explain !== undefined) {
    console.log(explain(given.explain === true ? undefined : given.explain, terminalOf(stdout).width));
    return 0;
  }
  if (given.dryRun && !given.fix) throw new Error("--dry-run is for --fix: an audit writes nothing");
  return withSettings({ config, schema, json, ending: "it was not audited" }, async ({ schema, extend, raw }) => {
    if (given.fix) {
      const { fixSchema } = await import("./fix.ts");
      const code = await fixSchema({ schema, extend, namings: namingsIn(raw), dryRun: given.dryRun });
      if (given.dryRun) return code;
    }
    const audit = auditSchema(schema, against.flatMap(readTrees), extend, namingsIn(raw));
    if (given.html !== undefined) await writePage(given.html, audit);
    if (given.badge !== undefined) replace(given.badge, renderBadge(audit.model, audit.findings));
    const text = report(audit, schema, given);
    if (text !== "") console.log(text);
    return audit.findings.some(isOpen) ? 1 : 0;
  });
}

async function writePage(file: string, { model, findings }: Audit): Promise<void> {
  const { renderAuditPage } = await import("../../registry/html/page.ts");
  replace(file, renderAuditPage(model, findings));
}

function report({ findings }: Audit, schema: string, given: Given): string {
  const pathOf = pathsBelow(schema);
  if (given.json) return toJson(findings);
  if (given.sarif) return toSarif(findings, { rules: RULES, version: versionOfCritgen(), pathOf });
  if (given.junit) return toJunit(findings, RULES, pathOf);
  if (given.github) return toGithub(findings, pathOf);
  const options = { schema: shownFolder(schema), read: reader(schema), accepted: given.accepted };
  return given.summary ? toSummary(findings, options) : toText(findings, options, terminalOf(stdout));
}
