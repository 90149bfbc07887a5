import { decodeAnyImage, encodeAnyImage, imageOfFile } from "criu-images";
import { imageToJson } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import { describe, expect, it } from "vitest";
import { corpus } from "../../support/corpus.ts";
import { expectBytes, FORMS, fromJson, streamedFromJson, streamedToJson } from "../../support/json.ts";

/* Each real image, in each framing, converts to JSON and back to the same bytes. */

const files = corpus().filter(({ name }) =>
  imageLayouts.some(({ image, magic }) => image === imageOfFile(name)?.image && magic !== undefined),
);

/** Framings: the image's own, an older release's, and a big-endian machine's. */
const FRAMINGS: readonly { readonly version?: "v1.0"; readonly byteOrder?: "big" }[] = [
  {},
  { version: "v1.0" },
  { byteOrder: "big" },
  { version: "v1.0", byteOrder: "big" },
];

describe("each real image", () => {
  it.each(FRAMINGS)("converts to JSON and back; version: $version, byte order: $byteOrder", (framing) => {
    for (const { path, name, bytes } of files) {
      const framed = encodeAnyImage({ ...decodeAnyImage(bytes, { file: name }), ...framing });
      for (const form of FORMS) {
        const json = imageToJson(imageLayouts, framed, { file: name, ...form });
        expectBytes(fromJson(json), framed, path);
        // The type of an image implies its head. Only `$kept` holds a framing other than the default.
        const framings = name === "inventory.img" ? { ...framing, version: undefined } : framing;
        expect(json.includes('"$kept"'), path).toBe(Object.values(framings).some((value) => value !== undefined));
      }
    }
  });

  it.each([1, 7, 4096])("converts to the same JSON and back in chunks of %i bytes", async (size) => {
    for (const { path, name, bytes } of files.filter(({ bytes: { length } }) => size > 1 || length < 2000)) {
      for (const form of FORMS) {
        const json = imageToJson(imageLayouts, bytes, { file: name, ...form });
        expect(await streamedToJson(bytes, size, name, form), path).toBe(json);
        expectBytes(await streamedFromJson(json, size), bytes, path);
      }
    }
  });
});
