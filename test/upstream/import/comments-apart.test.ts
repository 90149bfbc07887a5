import { describe, expect, it } from "vitest";
import { parseProtoFile } from "../../../upstream/import/proto-file.ts";
import { detachedIn } from "../../../upstream/import/protos.ts";

describe("detached comments", () => {
  it.each([
    ["// a\n\n// b\nmessage m {}", "// a"],
    ["\n/* a */\n// b\n \n// c\nmessage m {}", "\n/* a */\n// b"],
    ["// a\nmessage m {}", ""],
    ["message m {}", ""],
    ["/* a */ message m { /* b */\n\n}", ""],
  ])("end at the last empty line before a declaration: %j", (text, detached) => {
    expect(detachedIn(text)).toBe(detached);
  });

  it.each(["// ", "/**/", "/* */ // ", "// a\n"])("are found in linear time: repeated %j", (comment) => {
    expect(detachedIn(`${comment.repeat(10_000)}message m {}`)).toBe("");
  });
});

it.each(["//\n", "/**/", "\n/**/"])("a file can have any number of comments: %j", (comment) => {
  const { chunks, tail } = parseProtoFile(`${comment.repeat(2_500_000)}\nimport "a.proto";\n`);
  expect([chunks.length, tail]).toEqual([1, "\n"]);
});
