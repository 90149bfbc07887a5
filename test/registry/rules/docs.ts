import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readTrees } from "../../../registry/against/read.ts";
import { auditSchema } from "../../../registry/audit/audit.ts";
import type { Finding } from "../../../registry/rules/finding.ts";

import { type Cleanup, PROJECT_SCHEMA, temporaryFolder } from "../../support/schema.ts";

const ROOT = join(PROJECT_SCHEMA, "..");

/* Reads docs/audit.md: each section has a schema with a mistake, and the exact output. */

const [introduction = "", ...all] = readFileSync(join(ROOT, "docs/audit.md"), "utf8").split(/^## /m);

/** The section with the schema that the examples extend. */
const base: string = all.find((section) => section.startsWith("The examples")) ?? introduction;

/** The sections of rules, by id. */
export const sections: ReadonlyMap<string, string> = new Map(
  all
    .filter((section) => /^[a-z]+(?:-[a-z]+)*\n/.test(section))
    .map((section) => [section.split("\n")[0] ?? "", section]),
);

function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map(([, body = ""]) => body);
}

/** The example of an acceptance. */
export const acceptance: string = blocks(all.find((section) => section.startsWith("Accepting")) ?? "", "yaml")[0] ?? "";

/** Returns the output in a section. */
export function textOf(section: string): string | undefined {
  return blocks(section, "text")[0];
}

/** Returns the schema of the introduction with a section's additions. */
export function schemaOf(section: string, cleanup?: Cleanup): string {
  const folder = temporaryFolder(cleanup);
  const yaml = blocks(section, "yaml");
  const under = (heading: string): string => yaml.filter((text) => text.startsWith(`# ${heading}\n`)).join("");
  const rows = yaml.filter((text) => !text.startsWith("# ")).join("");
  mkdirSync(join(folder, "messages"));
  const table = blocks(base, "yaml")[0]?.replace(/^images:/m, `${under("above the rows")}images:`);
  writeFileSync(join(folder, "images.yaml"), `${table}${rows.replaceAll(/^(?=.)/gm, "  ")}`);
  writeFileSync(join(folder, "history.yaml"), `v1.0: { date: 2013-11-25 }\n${under("history.yaml")}`);
  writeFileSync(join(folder, "messages/greeting.proto"), blocks(base, "proto")[0] ?? "");
  const relations = under("relations.yaml");
  if (relations !== "") writeFileSync(join(folder, "relations.yaml"), relations);
  for (const text of blocks(section, "proto")) writeFileSync(join(folder, "messages/parting.proto"), text);
  cpSync(join(ROOT, "schema/messages/opts.proto"), join(folder, "messages/opts.proto"));
  // Excludes the names for people: this schema lacks their fields.
  const [display = ""] = readFileSync(join(ROOT, "schema/display.yaml"), "utf8").split("# names:");
  writeFileSync(join(folder, "display.yaml"), display);
  return folder;
}

/** Returns the findings about a section's schema, compared with the section's trees. */
export function findingsOf(section: string, schema: string = schemaOf(section)): readonly Finding[] {
  const trees = [...(blocks(section, "sh")[0] ?? "").matchAll(/--against (\S+)/g)].map(([, tree = ""]) => tree);
  return auditSchema(
    schema,
    trees.flatMap((tree) => readTrees(join(ROOT, tree))),
  ).findings;
}
