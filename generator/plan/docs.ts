import type { Image, Model } from "../model/model.ts";

/** `Since CRIU v3.4.`, or nothing where the thing has been there from the first release on. */
export function since(model: Model, release: string | undefined): string {
  const [first] = model.history.releases;
  return release === undefined || release === first?.name ? "" : `Since CRIU ${release}.`;
}

/** What a person wants to know of an image before using it: what it is, its file, its magic and place, its history. */
export function imageDoc(model: Model, image: Image): string[] {
  const file = `File \`${image.file}\``;
  const magic =
    image.magic === undefined ? "raw: no magic, no framing" : `magic \`${hex(image.magic)}\`${place(image)}`;
  const history = [
    image.by === undefined ? "" : `In CRIU: \`${image.by}\`.`,
    since(model, model.history.images.get(image.name)),
    image.until === undefined
      ? ""
      : image.until === "never"
        ? "No release writes it."
        : `Last written by ${image.until}.`,
  ];
  return [`${image.name}: ${image.about}.`, "", `${file}; ${magic}.`, history.filter(Boolean).join(" ")].filter(
    (line, i, lines) => line !== "" || i < lines.length - 1,
  );
}

function place(image: Image): string {
  if (image.alias !== undefined) return `, that of ${image.alias}`;
  if (image.town === undefined || image.magic === undefined) return "";
  const at = degrees(image.magic);
  return at === undefined ? `, ${image.town}` : `, ${image.town} (${at})`;
}

export function hex(magic: number): string {
  return `0x${magic.toString(16).padStart(8, "0")}`;
}

/** `58°31'N 31°16'E`: a magic is NNNNEEEE, degrees and minutes, one decimal digit a nibble; not all are. */
export function degrees(magic: number): string | undefined {
  const digits = magic.toString(16).padStart(8, "0");
  if (!/^\d{8}$/.test(digits)) return undefined;
  return `${digits.slice(0, 2)}°${digits.slice(2, 4)}'N ${digits.slice(4, 6)}°${digits.slice(6)}'E`;
}

/** The same as decimal degrees, to four places. */
export function coordinates(magic: number): { latitude: number; longitude: number } | undefined {
  const digits = magic.toString(16).padStart(8, "0");
  if (!/^\d{8}$/.test(digits)) return undefined;
  const angle = (at: number): number => Number(digits.slice(at, at + 2)) + Number(digits.slice(at + 2, at + 4)) / 60;
  return { latitude: round(angle(0)), longitude: round(angle(4)) };
}

function round(angle: number): number {
  return Math.round(angle * 10_000) / 10_000;
}
