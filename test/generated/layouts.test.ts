import { expect, it } from "vitest";
import * as layouts from "../../generated/src/layouts/messages.ts";

it("a message layout makes its fields on first use, not while the module loads", () => {
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
