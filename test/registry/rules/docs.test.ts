import { describe, expect, it } from "vitest";
import { toText } from "../../../cli/audit/text.ts";
import { reader } from "../../../cli/terminal/schema-error.ts";
import { terminalOf } from "../../../cli/terminal/terminal.ts";
import { RULES } from "../../../registry/rules/rules.ts";
import { acceptance, findingsOf, schemaOf, sections, textOf } from "./docs.ts";

describe("docs/audit.md", () => {
  it("has a section for each rule, in the same order", () => {
    expect([...sections.keys()]).toEqual(RULES.map(({ id }) => id));
  });

  it("starts from a schema without findings", () => {
    expect(findingsOf("")).toEqual([]);
  });

  it("shows how to accept two near magics", () => {
    const accept = `\`\`\`yaml\n# above the rows\n${acceptance}\`\`\`\n`;
    const [finding, ...others] = findingsOf(`${sections.get("near-magics")}\n${accept}`);
    expect(finding).toMatchObject({ rule: "near-magics", accepted: "Both were released" });
    expect(others).toEqual([]);
  });

  it.each([...sections])("has an example that trips %s alone, and shows its finding", (id, section) => {
    const schema = schemaOf(section);
    const findings = findingsOf(section, schema);
    const options = { schema: "schema", read: reader(schema), accepted: false };
    const shown = toText(findings, options, terminalOf({})).split("\n\n");
    const text = shown.slice(0, -1).join("\n\n");

    // Problems of `generate` have codes of their own.
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set([id === "refused" ? "bad-layout" : id]));
    expect(textOf(section)).toBe(`${text}\n`);
    for (const line of shown.flatMap((part) => part.split("\n"))) expect(line.length).toBeLessThanOrEqual(80);
  });
});
