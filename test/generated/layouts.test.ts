import { expect, it, vi } from "vitest";
import { lazyLayout } from "../../generated/src/runtime/fields.ts";

it("the fields of a message are made when they are first asked for, once", () => {
  const fields = vi.fn(() => [{ number: 1, name: "size", type: "uint32" } as const]);
  const layout = lazyLayout({ message: "note", fields });
  expect(layout.message).toBe("note");
  expect(fields).not.toHaveBeenCalled();
  expect(layout.fields).toBe(layout.fields);
  expect(layout.fields).toEqual([{ number: 1, name: "size", type: "uint32" }]);
  expect(fields).toHaveBeenCalledTimes(1);
});
