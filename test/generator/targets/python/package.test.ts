import { describe, expect, it } from "vitest";
import { checkModel } from "../../../../generator/check/check.ts";
import { PACKAGE_NAME } from "../../../../generator/targets/python/package-name.ts";
import { PYTHON } from "../../../../generator/targets/python/python.ts";
import { modelOf } from "../../../support/model.ts";
import { row } from "../../../support/schema.ts";
import { moduleOf, renderedPython } from "./support.ts";

const ROWS = [row("NOTE", "magic: 5, entries: note")];
const OTHER = row("OTHER", "magic: 6, entries: note_by_name_entry");
const MESSAGES = "message note { optional kind k = 1; } enum kind { None = 0; _x = 1; name = 2; }";
const noteFiles = (config?: Parameters<typeof renderedPython>[1]) => renderedPython(modelOf(ROWS, MESSAGES), config);

describe("a Python package", () => {
  it("has the import name of its package", () => {
    expect(noteFiles({ name: "My-Images.v2" }).has("src/my_images_v2/__init__.py")).toBe(true);
    expect(noteFiles({ name: "2images" }).has("src/_2images/__init__.py")).toBe(true);
    expect(PACKAGE_NAME.problemOf("@acme/images")).toMatch(/other characters/);
    expect(PACKAGE_NAME.problemOf("acme-images")).toBeUndefined();
  });

  it("imports no module before it is used", () => {
    const text = moduleOf(noteFiles(), "__init__.py");
    const [before = "", after = ""] = text.split("_MODULES = {");
    expect(before.split("if TYPE_CHECKING:")[0]).not.toMatch(/^from \./m);
    expect(before).toContain("    from .images.note import NoteImage as NoteImage\n");
    expect(after).toContain('    "images.note": ("NoteImage",),\n');
  });

  it("has modules of CRIU's JSON only with the part `json`", () => {
    const paths = (parts: readonly ("codec" | "json")[]) => [...noteFiles({ parts }).keys()];
    expect(paths(["codec"]).filter((path) => /json|crit|pycriu|numbers/.test(path))).toEqual([]);
    expect(paths(["codec", "json"])).toContain("src/criu_images/pycriu/images/__init__.py");
    expect(paths(["codec", "json"])).toContain("src/criu_images/runtime/json/to_json.py");
  });

  it("has relations with their part alone", () => {
    const relations =
      "ids: { note: { about: A note, keys: NOTE.k, except: 0 } }\n" +
      "references: { note.k: note? unless 0 }\nunique: [NOTE.k]\n";
    const model = modelOf(ROWS, "message note { optional uint32 k = 1; }", { relations });
    const plain = renderedPython(model, { parts: ["codec"] });
    expect([...plain.keys()].filter((path) => path.includes("relations"))).toEqual([]);
    const text = moduleOf(renderedPython(model, { parts: ["codec", "relations"] }), "relations.py");
    expect(text).toContain('keys=(RelationKey(path="NOTE.k"),), except_=(0,)');
    expect(text).toContain('cases=(RelationCase(to="note", weak=True, unless=(');
    expect(text).toContain('UNIQUE: Final[tuple[str, ...]] = (\n    "NOTE.k",\n)');
    expect(text).toContain("LIMITS: Final[Mapping[str, RelationLimit]] = {}\n");
  });

  it("renames values of enums that Python cannot have", () => {
    const text = moduleOf(noteFiles(), "enums/kind.py");
    expect(text).toContain("    None_ = 0\n    x = 1\n    name_ = 2\n");
    expect(text).toContain('            "None_": "None",\n            "x": "_x",\n            "name_": "name",\n');
  });

  it("refuses names that it has already, and names that would be equal", () => {
    const messages =
      "message open_enum {} message note { map<string, uint32> by_name = 1; } message note_by_name_entry {}";
    const bad = modelOf([row("NOTE", "magic: 5, first: open_enum, entries: note"), OTHER], messages);
    const problems = checkModel(bad, () => false, [PYTHON.naming]).map(({ code, message }) => `${code}: ${message}`);
    expect(problems).toEqual([
      expect.stringMatching(/^reserved-name: `open_enum` would be `OpenEnum` in Python/),
      expect.stringMatching(/NoteByNameEntry/),
    ]);
  });

  it("has no package files in a folder of modules", () => {
    expect(PYTHON.pathInProject("src/criu_images/images/note.py")).toBe("images/note.py");
    expect(PYTHON.pathInProject("pyproject.toml")).toBeUndefined();
  });
});
