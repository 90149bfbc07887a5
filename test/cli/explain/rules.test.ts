import { describe, expect, it } from "vitest";
import { explain } from "../../../cli/explain/rules.ts";
import { RULES } from "../../../registry/rules/rules.ts";
import { findingsOf, sections } from "../../registry/rules/docs.ts";

describe("the explanation of audit rules", () => {
  it.each(RULES)("gives the purpose of $id, in any width", ({ id, title, why }) => {
    for (const width of [40, 80, 100]) {
      const text = explain(id, width);
      expect(text.replaceAll(/\s+/g, " ")).toContain(title);
      expect(text.replaceAll(/\s+/g, " ")).toContain(why);
      expect(text).toContain(`docs/audit.md#${id}`);
      if (width > 40) expect(text.split("\n").filter((line) => line.length > width)).toEqual([]);
    }
  });

  it("shows an acceptance that works", () => {
    const [accept = ""] = /^ {2}accept:\n(?: {4}.*\n)+/m.exec(explain("never-written", 80)) ?? [];
    const above = `# above the rows\n${accept.replaceAll(/^ {2}/gm, "")}`;
    const section = `${sections.get("never-written")}\n\`\`\`yaml\n${above}\`\`\`\n`;
    const [finding] = findingsOf(section.replace("NAME", "PARTING"));
    expect(finding).toMatchObject({ rule: "never-written", accepted: "Why it is right as it is" });
  });

  it("lists all rules if none is requested", () => {
    const list = explain(undefined, 80);
    expect(RULES.filter(({ id }) => !new RegExp(`^  ${id} `, "m").test(list))).toEqual([]);
    expect(list.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(explain("ZERO-magic", 80)).toBe(explain("zero-magic", 80));
    expect(() => explain("Near-Magic", 80)).toThrow("there is no rule Near-Magic; did you mean near-magics?");
    expect(() => explain("near-magic", 80)).toThrow("there is no rule near-magic; did you mean near-magics?");
    expect(() => explain("x", 80)).toThrow("rules: duplicate-magic, ");
  });
});
