import { describe, expect, it } from "vitest";
import { getterName, messagePackage, typeName } from "../../../../generator/targets/go-criu/names.ts";

describe("names of protoc-gen-go", () => {
  // Facts of protoc-gen-go 1.36: types that it made of messages with these names.
  it.each([
    ["note_entry", "NoteEntry"],
    ["task_2core_x", "Task_2CoreX"],
    ["a1b", "A1B"],
    ["userX_y", "UserXY"],
    ["user_X", "User_X"],
    ["_note", "XNote"],
    ["outer.inner", "OuterInner"],
    ["Outer.Inner", "Outer_Inner"],
    ["outer._inner", "Outer_XInner"],
    ["trailing_", "Trailing_"],
  ])("spell %s as %s", (name, type) => {
    expect(typeName({ name })).toBe(type);
  });

  it("begin with Get for reading a field", () => {
    expect(getterName("n_pages")).toBe("GetNPages");
  });
});

describe("packages of messages", () => {
  it("have the names of CRIU's files, unless the table gives others", () => {
    const names = new Map([["sa.proto", "criu-sa"]]);
    const path = (source: string) => messagePackage("example.org/x", source, names);
    expect(path("messages/vma.proto")).toEqual({
      path: "example.org/x/crit/images/vma",
      name: "vma",
      isNamed: false,
    });
    expect(path("messages/sk-unix.proto")).toMatchObject({ name: "sk_unix", isNamed: true });
    expect(path("messages/sa.proto")).toMatchObject({ path: "example.org/x/crit/images/criu-sa", name: "criu_sa" });
  });

  it("are imported by another name if a generated file uses theirs", () => {
    expect(messagePackage("x", "messages/fmt.proto", new Map())).toMatchObject({ name: "fmt_pb", isNamed: true });
  });
});
