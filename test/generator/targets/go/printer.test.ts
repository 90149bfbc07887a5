import { describe, expect, it } from "vitest";
import { print } from "../../../../generator/targets/go/printer.ts";

describe("the printer of Go", () => {
  it("aligns the columns of adjacent lines", () => {
    expect(print("type A struct {\n\tX\tint\n\tLonger\t[]byte\n\t// A comment.\n\tY\tint\n}\n")).toBe(
      "type A struct {\n\tX      int\n\tLonger []byte\n\t// A comment.\n\tY int\n}\n",
    );
    expect(print("const (\n\tA\tint32\t= 1\n\tLong\tint32\t= 2\n)")).toBe(
      "const (\n\tA    int32 = 1\n\tLong int32 = 2\n)\n",
    );
  });

  it("leaves one blank line between declarations, and none at the start of a block", () => {
    expect(print("a\n\n\n\nb {\n\n\tc\n}\n\n")).toBe("a\n\nb {\n\tc\n}\n");
  });
});
