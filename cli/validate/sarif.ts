import { join } from "node:path";
import { CODES, type Finding } from "criu-checkpoint";
import { repositoryPath } from "../../generator/files/repository-path.ts";
import { versionOfCritgen } from "../../generator/own/version.ts";
import type { Validated } from "../../inspect/validate/validated.ts";
import { sarifLog, toRule, uriOf } from "../../registry/report/sarif.ts";

/** Writes findings as SARIF 2.1.0 for code scanning. */
export function toSarif(validated: readonly Validated[]): string {
  const used = new Set(validated.flatMap(({ findings }) => findings.map(({ code }) => code)));
  const ids = [...used].sort();
  const rules = ids.map((id) => {
    const { title, remedy } = CODES[id];
    const rule = { id, title, why: `${title} ${remedy}`, severity: "error" as const, category: "checkpoint" };
    return toRule(rule, `For more, run \`critgen explain ${id}\`.`);
  });
  const results = validated.flatMap(({ checkpoint, folder, findings }) =>
    findings.map((finding) => toResult(join(checkpoint, folder), finding, ids.indexOf(finding.code))),
  );
  return sarifLog(rules, versionOfCritgen(), results);
}

/** A binary file has no lines: its region is an offset. */
function toResult(folder: string, finding: Finding, ruleIndex: number): object {
  const { code, file, entry, path, offset, message } = finding;
  const name = [entry === undefined ? "" : `entries[${entry}]`, path].filter((part) => part !== "").join(".");
  const uri = uriOf(repositoryPath(join(folder, file)));
  const region = offset === undefined ? {} : { region: { byteOffset: offset, byteLength: 0 } };
  return {
    ruleId: code,
    ruleIndex,
    level: "error",
    message: { text: `${message}\n${CODES[code].remedy}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri }, ...region },
        ...(name !== "" && { logicalLocations: [{ fullyQualifiedName: name, kind: "member" }] }),
      },
    ],
    partialFingerprints: { "place/v1": `${code}: ${file} ${name}` },
  };
}
