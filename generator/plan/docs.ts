import { degrees, hex } from "../model/coordinates.ts";
import type { Image, Model } from "../model/model.ts";

/** Returns `Since CRIU v3.4.`; empty for definitions that the first release has already. */
export function since(model: Model, release: string | undefined): string {
  const [first] = model.history.releases;
  return release === undefined || release === first?.name ? "" : `Since CRIU ${release}.`;
}

/** Returns the same for an image, including images of the first release. */
function imageSince(model: Model, { name }: Image): string {
  const [first] = model.history.releases;
  const release = model.history.images.get(name);
  return release !== undefined && release === first?.name ? `Since CRIU ${release} or earlier.` : since(model, release);
}

/** Returns the docstring of an image: description, file, magic, town and history. */
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

/** Returns a comment of the schema as lines of a docstring, or `otherwise` if it is empty. */
export function paragraphs(comment: string, otherwise: string): string[] {
  const text = comment === "" ? otherwise : /[.:!?]$/.test(comment) ? comment : `${comment}.`;
  return text.split("\n").filter((line) => line !== "");
}
