import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { runGenerate } from "../../../../cli/generate/run.ts";
import { checkModel } from "../../../../generator/check/check.ts";
import { problemOfPart, problemsOfKeys } from "../../../../generator/config/target.ts";
import { FULL } from "../../../../generator/model/config.ts";
import { snapshotOf } from "../../../../generator/model/format/snapshot.ts";
import type { Model } from "../../../../generator/model/model.ts";
import { renderPackage } from "../../../../generator/package.ts";
import { loadTarget } from "../../../../generator/targets/outside.ts";
import { modelOf } from "../../../support/model.ts";
import { projectOf, row } from "../../../support/schema.ts";

const TOY = await loadTarget(fileURLToPath(new URL("toy.mjs", import.meta.url)));

const MESSAGES = `message note {
  required uint32 n = 1;
  repeated fixed64 list = 2 [packed = true];
  map<string, part> by_name = 3;
  oneof choice { kind one = 4; string other = 5; }
  optional bool on = 6 [default = true];
}
message part { optional uint32 a = 16 [(criu).flags = "bits"]; }
enum kind { NONE = 0; }`;
const EXTRA = "[{ a: bytes(n) pad 8 }, { b: { messages: part(n), extra: u16(a) } }, { c: u32(n) if on }]";
const ROWS = [row("NOTE", `magic: 5, first: part, entries: note, extra: ${EXTRA}`), row("BLOB", "raw: true")];
const made = () => modelOf(ROWS, MESSAGES, { display: "flags: { bits: { A: 1, B: 0x10 } }\ndicts: {}\n" });

describe("a target of another language", () => {
  const filesOf = (model: Model) => renderPackage(model, FULL, snapshotOf(model), TOY);

  it("plans its own files, and has its own runtime", () => {
    const files = filesOf(made());
    expect([...files.keys()]).toEqual([
      ...["LICENSE", "NOTICE", "base_entry.txt", "images/BASE.txt", "images/BLOB.txt"],
      ...["images/NOTE.txt", "names.txt", "note.txt", "part.txt", "runtime.txt"],
    ]);
    expect(files.get("runtime.txt")).toBe("for 7 files\n");
  });

  it("gets the fields of messages, as they are on the wire", () => {
    expect(filesOf(made()).get("note.txt")).toBe(`== note.txt
note, from messages/note.proto
1 N: uint32, required, tag 8
2 LIST: fixed64, repeated, tag 17 or 18
3 BY_NAME: map of string to message part, repeated, tag 26
4 ONE: enum kind, optional, tag 32
5 OTHER: string, optional, tag 42
6 ON: bool, optional, tag 48
one of one and other
`);
  });

  it("gets the layouts of images", () => {
    const files = filesOf(made());
    expect(files.get("images/NOTE.txt")).toBe(`== images/NOTE.txt
NOTE, in note.img
magic 5 after ${0x54564319}
first part
entries note, each with a: bytes(n) pad 8, b: part(n) and extra: u16(a) pad 1, c: u32(n) pad 1 if on is true
`);
    expect(files.get("images/BLOB.txt")).toBe("== images/BLOB.txt\nBLOB, in blob.img\n");
  });

  it("gets the names of bits, and the registry", () => {
    expect(filesOf(made()).get("names.txt")).toBe(`== names.txt
bits bits: A=1 B=16
BASE ${0x11111112}
NOTE 5
`);
  });

  it("is written with the reason why it was not verified, which is told once", async () => {
    const project = projectOf({ target: TOY });
    const told: string[] = [];
    const keep = (...texts: unknown[]): void => void told.push(texts.join(" "));
    const spies = [vi.spyOn(console, "log"), vi.spyOn(console, "error")].map((spy) => spy.mockImplementation(keep));
    onTestFinished(() => spies.forEach((spy) => void spy.mockRestore()));
    const options = { projects: [project], check: false, diff: false, force: false };
    const reason = "the files were not verified: there is no `toy` on the PATH";
    expect(await runGenerate({ ...options, json: true })).toBe(0);
    expect(told[0]).toBe(`critgen: ${reason}`);
    expect(JSON.parse(told[1] ?? "")).toEqual([{ code: "not-verified", message: reason }]);
    expect(readFileSync(join(project.out, "runtime.txt"), "utf8")).toBe("for 3 files\n");
    told.length = 0;
    expect(await runGenerate({ ...options, check: true })).toBe(0);
    expect(await runGenerate(options)).toBe(0);
    expect(told).toEqual([expect.stringMatching(/up to date$/), expect.stringMatching(/up to date$/)]);
  });

  it("refuses parts and keys of critgen.yaml that it does not have", () => {
    expect(problemOfPart(TOY, "json")).toBeUndefined();
    expect(problemOfPart(TOY, "columns")?.message).toBe("packages of Toy have no part `columns`");
    const [problem] = problemsOfKeys({ output: "sources" }, TOY);
    expect(problem?.message).toBe("a package of Toy is its sources: it has no `output`");
  });

  it("has its own rules for names, which the checks apply", () => {
    const bad = modelOf([row("NOTE", "magic: 5, entries: toy")], "message toy {}\nmessage unspeakable {}");
    const problems = checkModel(bad, () => false, [TOY.naming]).map(({ code, message }) => `${code}: ${message}`);
    expect(problems).toEqual([
      "bad-name: `unspeakable` has no letter for a Toy name to begin with",
      "reserved-name: `toy` would be `TOY` in Toy, but every package has that name already",
    ]);
  });
});
