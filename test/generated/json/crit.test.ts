import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { decodeAnyImage, imageOfFile } from "criu-images";
import { imageToJson } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import { describe, expect, it } from "vitest";
import { type CorpusFile, corpus } from "../../support/corpus.ts";
import { expectBytes, FORMS, type Form, fromJson } from "../../support/json.ts";
import { contentOf, contentOfJson } from "../../support/plain-json.ts";

/*
 * Compares with the JSON that crit 4.2 made of the corpus. critgen writes the same text, byte for byte, and converts
 * crit's text back to the image, except for crit's own errors.
 */

const TEXTS = fileURLToPath(new URL("../../fixtures/crit-json", import.meta.url));

/** Images that crit gets wrong, with the reason. */
const FAULTS: Readonly<Record<string, string>> = {
  "ipc/ipcns-shm-9.img": "it reads the later segments as the content of the first one, which is in pagemaps",
};

/** Images that crit cannot read at all, with the reason. */
const UNREAD: Readonly<Record<string, string>> = {
  "mnt-binfmt-user/binfmt-misc.img": "it has no handler for BINFMT_MISC",
};

function pathOf({ path }: CorpusFile, { pretty }: Form): string {
  return `${TEXTS}/${path}${pretty ? ".pretty" : ""}.json`;
}

const files = corpus();
const isRaw = ({ name }: CorpusFile): boolean =>
  imageLayouts.find(({ image }) => image === imageOfFile(name)?.image)?.magic === undefined;
const framed = files.filter((file) => !isRaw(file));
const covered = framed.filter(({ path }) => !(path in FAULTS) && !(path in UNREAD));

describe("crit's own JSON", () => {
  it("exists for each framed image, unless crit cannot read it", () => {
    const missing = framed.filter((file) => FORMS.some((form) => !existsSync(pathOf(file, form))));
    expect(missing.map(({ path }) => path)).toEqual(Object.keys(UNREAD));
    expect(covered.length).toBeGreaterThan(500);
  });

  it.each(FORMS)("equals critgen's JSON, and converts back to the image; pretty: $pretty", (form) => {
    for (const file of covered) {
      const text = readFileSync(pathOf(file, form), "utf8");
      expect(imageToJson(imageLayouts, file.bytes, { file: file.name, ...form }), file.path).toBe(text);
      expectBytes(fromJson(text), file.bytes, file.path);
    }
  });

  it("has the values that the typed codec decodes", () => {
    for (const { path, name, bytes } of framed) {
      const image = decodeAnyImage(bytes, { file: name });
      const json = imageToJson(imageLayouts, bytes, { file: name });
      expect(contentOfJson(image.image, json), path).toEqual(contentOf(image));
    }
  });
});

describe("critgen's JSON", () => {
  const faulty = files.filter(({ path }) => path in FAULTS);

  it.each(faulty)("differs from crit's for $path, and converts back to the image", (file) => {
    for (const form of FORMS) {
      const ours = imageToJson(imageLayouts, file.bytes, { file: file.name, ...form });
      expect(ours).not.toBe(readFileSync(pathOf(file, form), "utf8"));
      expect(() => fromJson(readFileSync(pathOf(file, form), "utf8"))).toThrow("in_pagemaps");
      expectBytes(fromJson(ours), file.bytes, file.path);
    }
  });

  it.each(files.filter(({ path }) => path in UNREAD))(
    "exists for $path, and converts back to the image",
    ({ path, name, bytes }) => {
      for (const form of FORMS) {
        expectBytes(fromJson(imageToJson(imageLayouts, bytes, { file: name, ...form })), bytes, path);
      }
    },
  );

  it.each(files.filter(isRaw).map(({ name }) => name))("is refused for the raw image %s", (name) => {
    const bytes = files.find((file) => file.name === name)?.bytes ?? new Uint8Array();
    expect(() => imageToJson(imageLayouts, bytes, { file: name })).toThrow("CRIU puts no structure into this file");
  });
});
