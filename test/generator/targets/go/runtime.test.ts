import { describe, expect, it } from "vitest";
import { RESERVED } from "../../../../generator/targets/go/reserved.ts";
import { runtimeSources } from "../../../../generator/targets/runtime-sources.ts";

/** Names that a file of Go declares for its whole package. */
function declaredIn(text: string): string[] {
  const plain = [...text.matchAll(/^(?:func|type|var|const) ([A-Za-z_]\w*)/gm)];
  const grouped = [...text.matchAll(/^(?:var|const|type) \(\n(.*?)^\)/gms)].flatMap(([, body = ""]) => [
    ...body.matchAll(/^\t([A-Za-z]\w*)/gm),
  ]);
  return [...plain, ...grouped].map(([, name = ""]) => name);
}

const texts = runtimeSources("go", ".go").map(([, text]) => text);
const names = texts.flatMap(declaredIn);

describe("the runtime of Go packages", () => {
  it("reserves the names that it exports", () => {
    const exported = names.filter((name) => /^[A-Z]/.test(name));
    expect(exported.length).toBeGreaterThan(30);
    expect(exported.filter((name) => !RESERVED.has(name))).toEqual([]);
  });

  it("has no name that generated code can declare", () => {
    expect(names.filter((name) => /^(?:descriptorOf|layoutOf|valuesOf)/.test(name))).toEqual([]);
  });

  it("runs nothing when a program starts", () => {
    expect(names).not.toContain("init");
    const calls = texts.flatMap((text) => [...text.matchAll(/^var \w+.*= .*\w\(.*$/gm)]).map(([line]) => line);
    expect(calls).toEqual([]);
  });

  it("imports the standard library alone", () => {
    const imports = texts.flatMap((text) =>
      [...text.matchAll(/^(?:import |\t)"([^"]+)"$/gm)].map(([, path = ""]) => path),
    );
    expect(imports.length).toBeGreaterThan(20);
    expect(imports.filter((path) => path.includes("."))).toEqual([]);
  });
});
