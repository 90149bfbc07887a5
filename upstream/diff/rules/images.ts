import { HEADS, plainFile } from "../../../generator/model/criu-names.ts";
import type { FormatImage } from "../../../generator/model/format/format.ts";
import type { Context } from "../context.ts";
import type { DifferenceOf } from "../difference.ts";
import { isJoinedOtherwise, isSameInTypes, isSameOnWire } from "../images.ts";
import { type Rule, rule, when, where } from "./rule.ts";

/** Compares two file names; `%d`, `%u` and their long forms are the same, since ids are not negative. */
function isSameFile({ before, after }: DifferenceOf<"image">): boolean {
  return plainFile(before?.file ?? "") === plainFile(after?.file ?? "");
}

/** Returns whether an entry of the registry is a head. */
function isHead({ name }: DifferenceOf<"magic">): boolean {
  return [...HEADS.values()].includes(name);
}

function relaid(differs: (a: FormatImage, b: FormatImage, context: Context) => boolean) {
  return ({ aspect, before, after }: DifferenceOf<"image">, context: Context): boolean =>
    aspect === "layout" && before !== undefined && after !== undefined && differs(before, after, context);
}

export const IMAGE_RULES: readonly Rule[] = [
  rule("image", "image-added", [], {
    title: "An image was added",
    why: "Old checkpoints do not have it, and old readers do not look for it.",
    trips: when("added"),
  }),
  rule("image", "image-removed", ["old files", "json", "api"], {
    title: "An image was removed",
    why: "Its old files are no longer known, and neither is its name.",
    trips: when("removed"),
  }),
  rule("image", "image-renamed", ["json", "api"], {
    title: "An image has another name",
    why: "Its file and its bytes are the same; JSON, functions and types contain the name.",
    trips: when("renamed"),
  }),
  rule("image", "file-renamed", ["old files", "old readers"], {
    title: "Files of an image have another name",
    why: "Each side looks for files by a name that the other does not write.",
    trips: (d) => where("file")(d) && !isSameFile(d),
  }),
  rule("image", "file-respelled", [], {
    title: "A file name has another conversion for the id",
    why: "Ids are not negative, so both print the same digits.",
    trips: (d) => where("file")(d) && isSameFile(d),
  }),
  rule("image", "image-magic", ["old files", "old readers"], {
    title: "Files of an image begin with another magic, or with none",
    why: "Neither side takes the other's files for this image.",
    trips: where("magic"),
  }),
  rule("image", "head-changed", ["old files", "old readers"], {
    title: "An image has another head",
    why: "O_SERVICE decides on the head before the magic, and the other side expects another one.",
    trips: where("head"),
  }),
  rule("image", "flags-changed", [], {
    title: "CRIU opens an image with other flags",
    why: "The bytes are the same.",
    trips: where("flags"),
  }),
  rule("image", "version-field", ["old files", "old readers"], {
    title: "The version of all other images is in another field",
    why: "Each side looks for the version in a field that the other does not write, and so misjudges the heads of all other images.",
    trips: where("version"),
  }),
  rule("image", "layout-wire", ["old files", "old readers"], {
    title: "A layout has other bytes",
    why: "Messages or extras differ from those that the other side expects.",
    trips: relaid((a, b, context) => !isSameOnWire(a, b, context)),
  }),
  rule("image", "layout-types", ["json", "api"], {
    title: "A layout has other names or types",
    why: "JSON and programs know the parts by their old names and types.",
    trips: relaid((a, b, context) => !isSameInTypes(a, b, context)),
  }),
  rule("image", "layout-joined", ["json"], {
    title: "JSON joins parts, or no longer does",
    why: "Several texts of bytes in JSON became one, or the other way round.",
    trips: relaid(isJoinedOtherwise),
  }),
];

export const MAGIC_RULES: readonly Rule[] = [
  rule("magic", "magic-added", [], {
    title: "A magic was added",
    why: "No old file begins with it.",
    trips: (d) => when("added")(d) && !isHead(d),
  }),
  rule("magic", "magic-removed", ["api"], {
    title: "A magic was removed",
    why: "Its name is gone from the registry; a change of its image is reported separately.",
    trips: (d) => when("removed")(d) && !isHead(d),
  }),
  rule("magic", "heads-added", ["old readers"], {
    title: "Heads were added",
    why: "New files begin with a head, and old readers expect the magic there.",
    trips: (d) => when("added")(d) && isHead(d),
  }),
  rule("magic", "heads-removed", ["old files"], {
    title: "Heads were removed",
    why: "Old files begin with a head, and new readers expect the magic there.",
    trips: (d) => when("removed")(d) && isHead(d),
  }),
  rule("magic", "magic-renamed", ["json", "api"], {
    title: "A magic has another name",
    why: "JSON and the registry contain the name.",
    trips: when("renamed"),
  }),
  rule("magic", "magic-changed", ["old files", "old readers"], {
    title: "A magic has another number",
    why: "Files begin with the number, and neither side knows the other's.",
    trips: where("value"),
  }),
  rule("magic", "magic-alias", [], {
    title: "A magic became an alias of another one, or ceased to be",
    why: "Only the number counts; a change of it is reported separately.",
    trips: where("alias"),
  }),
  rule("magic", "town-changed", [], {
    title: "A magic has another town",
    why: "Towns are only for people.",
    trips: where("town"),
  }),
  rule("version", "version-added", ["old readers"], {
    title: "A format version was added",
    why: "Old readers refuse an inventory with this version.",
    trips: when("added"),
  }),
  rule("version", "version-removed", ["old files"], {
    title: "A format version was removed",
    why: "New readers refuse an inventory with this version.",
    trips: when("removed"),
  }),
  rule("version", "version-renamed", ["api"], {
    title: "A format version has another name",
    why: "Inventories contain its number; programs use its name.",
    trips: when("renamed"),
  }),
  rule("version", "version-changed", ["old files", "old readers"], {
    title: "A format version has another number, or other heads",
    why: "The number in the inventory means another version to the other side.",
    trips: when("changed"),
  }),
];
