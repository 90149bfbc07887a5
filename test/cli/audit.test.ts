import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RULES } from "../../generator/audit/rules/rules.ts";
import { findingsOf, schemaOf, sections } from "../generator/audit/docs.ts";
import { critgen } from "../support/cli.ts";
import { temporaryFolder } from "../support/schema.ts";

const bad = (): string => schemaOf(sections.get("never-written") ?? "");

describe("critgen audit", () => {
  it("exits 0 on the project's own registry", () => {
    expect(critgen(["audit"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("schema: nothing to do;"),
      err: "",
    });
    expect(critgen(["audit", "--accepted"]).out).toContain("accepted never-written: ");
  });

  it("exits 1 where it finds something, and shows it", () => {
    const { code, out } = critgen(["audit", "--schema", bad()]);
    expect(code).toBe(1);
    expect(out).toContain("warning never-written: no release of CRIU writes `PARTING`");
  });

  it("exits 0 where it finds what is only worth knowing", () => {
    const { code, out } = critgen([
      "audit",
      "--schema",
      schemaOf(""),
      "--against",
      "test/fixtures/audit-trees/go-criu",
    ]);
    expect({ code, out: out.includes("nothing to do") }).toEqual({ code: 0, out: true });
    const more = schemaOf(sections.get("tree-lacks") ?? "");
    const lacking = critgen(["audit", "--schema", more, "--against", "test/fixtures/audit-trees/go-criu"]);
    expect(lacking.code).toBe(0);
    expect(lacking.out).toContain("2 notes");
  });

  it("exits 2 where the schema, or a tree, cannot be read", () => {
    const schema = bad();
    writeFileSync(join(schema, "history.yaml"), "v1.0: {");
    const broken = critgen(["audit", "--schema", schema]);
    expect(broken).toMatchObject({ code: 2, out: "" });
    expect(broken.err).toMatch(/^error yaml-syntax: [\s\S]*; it was not audited\n$/);
    expect(JSON.parse(critgen(["audit", "--schema", schema, "--json"]).out)[0]).toMatchObject({ code: "yaml-syntax" });
    expect(critgen(["audit", "--against", "docs"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("docs is no tree that is known"),
    });
  });

  it("compares with several trees", () => {
    const trees = ["pycriu", "go-criu"].flatMap((name) => ["--against", `test/fixtures/audit-trees/${name}`]);
    const found = JSON.parse(critgen(["audit", "--json", "--schema", schemaOf(""), ...trees]).out);
    expect(found).toMatchObject([{ rule: "tree-has-more", subjects: ["PARTING", "pycriu"] }]);
  });

  it("prints one of its formats", () => {
    const schema = bad();
    const print = (format: string): string => critgen(["audit", "--schema", schema, format]).out;
    expect(JSON.parse(print("--json"))).toHaveLength(1);
    expect(JSON.parse(print("--sarif")).runs[0].results).toHaveLength(1);
    expect(print("--junit")).toContain('<failure type="never-written"');
    expect(print("--github")).toMatch(/^::warning file=.*images\.yaml,line=8,col=3,title=never-written::/);
    expect(critgen(["audit", "--json", "--sarif"])).toMatchObject({ code: 2, out: "" });
    expect(critgen(["audit", "--github"])).toEqual({ code: 0, out: "", err: "" });
  });

  it("writes a page", () => {
    const file = join(temporaryFolder(), "page.html");
    const { code, out } = critgen(["audit", "--html", file]);
    expect({ code, out: out.includes("nothing to do") }).toEqual({ code: 0, out: true });
    expect(readFileSync(file, "utf8")).toMatch(/^<!doctype html>/i);
  });
});

describe("critgen audit --explain", () => {
  it.each(RULES.map(({ id }) => id))("%s: what it is for, in a terminal of 80 columns", (id) => {
    const { title, why } = RULES.find((rule) => rule.id === id) ?? { title: "", why: "" };
    const { code, out } = critgen(["audit", "--explain", id]);
    const text = out.replaceAll(/\s+/g, " ");
    expect({ code, title: text.includes(title), why: text.includes(why) }).toEqual({ code: 0, title: true, why: true });
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  it("says how a finding is accepted, and that is how", () => {
    const { out } = critgen(["audit", "--explain", "never-written"]);
    const [accept = ""] = /^ {2}accept:\n(?: {4}.*\n)+/m.exec(out) ?? [];
    const section = `${sections.get("never-written")}\n\`\`\`yaml\n# above the rows\n${accept.replaceAll(/^ {2}/gm, "")}\`\`\`\n`;
    const [finding] = findingsOf(section.replace("NAME", "PARTING"));
    expect(finding).toMatchObject({ rule: "never-written", accepted: "Why it is right as it is" });
  });

  it("lists all rules, and knows no others", () => {
    const { code, out } = critgen(["audit", "--explain"]);
    expect(code).toBe(0);
    expect(RULES.filter(({ id }) => !new RegExp(`^  ${id} `, "m").test(out))).toEqual([]);
    expect(critgen(["audit", "--explain", "near-magic"])).toEqual({
      code: 2,
      out: "",
      err: "critgen: there is no rule near-magic; did you mean near-magics?\n",
    });
  });
});
