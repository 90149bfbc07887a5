import { expect, it } from "vitest";
import * as layouts from "../../generated/src/layouts/messages.ts";

it("makes the fields of a message on demand, and not when all layouts are loaded", () => {
  for (const layout of Object.values(layouts)) {
    expect(Object.getOwnPropertyDescriptor(layout, "fields")?.get).toBeDefined();
  }
  expect(layouts.inventoryEntryLayout.fields[0]).toEqual({
    number: 1,
    name: "img_version",
    type: "uint32",
    label: "required",
  });
});
