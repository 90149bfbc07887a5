import { keyOf } from "../../generator/model/accept.ts";
import { RULES } from "../../registry/rules/rules.ts";
import { setKey, valueAt } from "../../upstream/import/yaml-map.ts";
import { changeOf } from "../text/change.ts";
import type { Report } from "../workspace/report.ts";
import type { SchemaSource, Snapshot } from "../workspace/snapshot.ts";
import type { Fix } from "./fix.ts";

/**
 * Returns the fix that accepts a finding, with an empty reason: the table stays wrong until a person writes one. The
 * acceptance goes into the table that the editor may change.
 */
export function acceptFix(snapshot: Snapshot, { code, subjects, severity }: Report): Fix | undefined {
  if (subjects === undefined || severity === "note" || !RULES.some(({ id }) => id === code)) return undefined;
  const source = tableOf(snapshot);
  if (source === undefined) return undefined;
  const change = changeOf(source.text, accepted(source.text, code, keyOf({ subjects })));
  const title = `Accept ${code} of ${keyOf({ subjects })}: write the reason`;
  return change && { title, source, change, isPreferred: false };
}

function tableOf({ sources, settings }: Snapshot): SchemaSource | undefined {
  const wanted = settings.isBuiltIn ? "extension" : "images";
  return [...sources.values()].find(({ kind }) => kind === wanted);
}

/** Adds an acceptance to the text of a table. */
function accepted(text: string, rule: string, subjects: string): string {
  const hasSection = valueAt(text, ["accept"]) !== undefined;
  const base = hasSection ? text : text.replace(/^images:/m, "accept: {}\n\nimages:");
  const withRule = valueAt(base, ["accept", rule]) === undefined ? setKey(base, ["accept"], rule, "{}") : base;
  return setKey(withRule, ["accept", rule], subjects, '""');
}
