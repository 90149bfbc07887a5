import { describe, expect, it } from "vitest";
import { reservedNames } from "../../../../generator/targets/typescript/reserved.ts";

describe("reserved names", () => {
  it("include the runtime's exports and JavaScript's globals that modules use", () => {
    const names = reservedNames();
    for (const name of ["Reader", "Message", "readUint32", "decodeImage", "ImageError", "streamImage"])
      expect(names).toContain(name);
    for (const name of ["Uint8Array", "BigUint64Array", "Promise", "Object"]) expect(names).toContain(name);
    expect(names).not.toContain("");
  });
});
