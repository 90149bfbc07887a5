import { degrees, hex } from "../model/coordinates.ts";
import type { Field, Image, Message, Model } from "../model/model.ts";

/** `Since CRIU v3.4.`, or nothing where the thing has been there from the first release on. */
export function since(model: Model, release: string | undefined): string {
  const [first] = model.history.releases;
  return release === undefined || release === first?.name ? "" : `Since CRIU ${release}.`;
}

/** The same of an image, of which it is always told. */
function imageSince(model: Model, { name }: Image): string {
  const [first] = model.history.releases;
  const release = model.history.images.get(name);
  return release !== undefined && release === first?.name ? `Since CRIU ${release} or earlier.` : since(model, release);
}

/** What a person wants to know of an image before using it: what it is, its file, its magic and place, its history. */
export function imageDoc(model: Model, image: Image): string[] {
  const file = `File \`${image.file}\``;
  const magic =
    image.magic === undefined ? "raw: no magic, no framing" : `magic \`${hex(image.magic)}\`${place(image)}`;
  const history = [
    image.by === undefined ? "" : `In CRIU: \`${image.by}\`.`,
    imageSince(model, image),
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

/** A comment of the schema as lines of a docstring; `otherwise` if there is none. */
export function paragraphs(comment: string, otherwise: string, added = ""): string[] {
  const text = comment === "" ? otherwise : /[.:!?]$/.test(comment) ? comment : `${comment}.`;
  return [...text.split("\n"), ...(added === "" ? [] : [added])].filter((line) => line !== "");
}

export function deprecation({ deprecated }: Field | Message): string[] {
  return deprecated === true ? ["@deprecated The schema says so."] : [];
}
