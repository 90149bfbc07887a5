import { describe, expect, it } from "vitest";
import { withoutItems } from "../../../upstream/import/yaml-items.ts";

/** Removes the elements at the marks `§` of a text. */
function removed(marked: string): string {
  const lines = marked.split("\n");
  const places = lines.flatMap((line, i) =>
    line
      .split("§")
      .slice(0, -1)
      .map((_, n, parts) => {
        const column = parts.slice(0, n + 1).join("").length + 1;
        return { file: "", line: i + 1, column };
      }),
  );
  return withoutItems(marked.replaceAll("§", ""), places);
}

describe("elements of a YAML text", () => {
  it("in block style go with their lines, and leave all other text", () => {
    expect(removed("a: # kept\n  §b: 1 # gone\n  c: 2\n# kept\nd: [1]\n")).toBe("a: # kept\n  c: 2\n# kept\nd: [1]\n");
    expect(removed("a:\n  - x\n  - §y\n  - §z\n")).toBe("a:\n  - x\n");
    expect(removed("a: 1\n§b:\n  c: 2\n  d:\n    - 3\n")).toBe("a: 1\n");
  });

  it("in flow style go with a comma, wherever they are, also next to each other", () => {
    expect(removed("a: [§x, y, z]\nb: 1\n")).toBe("a: [y, z]\nb: 1\n");
    expect(removed("a: [x, §y, z]\nb: 1\n")).toBe("a: [x, z]\nb: 1\n");
    expect(removed("a: [x, §y, §z]\nb: 1\n")).toBe("a: [x]\nb: 1\n");
    expect(removed("a: [§x, §y, z]\nb: 1\n")).toBe("a: [z]\nb: 1\n");
    expect(removed("a: { §x: 1, y: 2 }\nb: 1\n")).toBe("a: { y: 2 }\nb: 1\n");
  });

  it("that are alone go with the map or list around them", () => {
    expect(removed("a: 1\nb: [§x]\n")).toBe("a: 1\n");
    expect(removed("a: 1\nb: { c: { d: §x } }\n")).toBe("a: 1\n");
    expect(removed("a: [§x, §y]\nb: 1\n")).toBe("a: []\nb: 1\n");
  });

  it("inside of removed ones add nothing", () => {
    expect(removed("a: 1\n§b: { c: §2, d: 3 }\ne: 4\n")).toBe("a: 1\ne: 4\n");
  });

  it("can be many", () => {
    const many = Array.from({ length: 3000 }, (_, i) => `  k${i}: [§a, b]`).join("\n");
    expect(removed(`x:\n${many}\n`)).toBe(`x:\n${many.replaceAll("§a, ", "")}\n`);
  });
});
