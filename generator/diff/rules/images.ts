import { HEADS, plainFile } from "../../model/criu-names.ts";
import type { Context } from "../context.ts";
import type { DifferenceOf } from "../difference.ts";
import type { FormatImage } from "../format.ts";
import { isJoinedOtherwise, isSameInTypes, isSameOnWire } from "../images.ts";
import { type Rule, rule, when, where } from "./rule.ts";

/** Whether two names of files are the same for ids that are not negative: printf's `%d`, `%u` and their long ones. */
function isSameFile({ before, after }: DifferenceOf<"image">): boolean {
  return plainFile(before?.file ?? "") === plainFile(after?.file ?? "");
}

/** Whether a number stands before the magics, and is none. */
function isHead({ name }: DifferenceOf<"magic">): boolean {
  return [...HEADS.values()].includes(name);
}

function relaid(differs: (a: FormatImage, b: FormatImage, context: Context) => boolean) {
  return ({ aspect, before, after }: DifferenceOf<"image">, context: Context): boolean =>
    aspect === "layout" && before !== undefined && after !== undefined && differs(before, after, context);
}

export const IMAGE_RULES: readonly Rule[] = [
  rule("image", "image-added", [], {
    title: "An image came",
    why: "Old checkpoints do not have it, and old readers do not look for it.",
    trips: when("added"),
  }),
  rule("image", "image-removed", ["old files", "json", "api"], {
    title: "An image went",
    why: "Old files of it are no longer known, and neither is its name.",
    trips: when("removed"),
  }),
  rule("image", "image-renamed", ["json", "api"], {
    title: "An image has another name",
    why: "Its file and its bytes are the same; JSON says the name, and so do functions and types.",
    trips: when("renamed"),
  }),
  rule("image", "file-renamed", ["old files", "old readers"], {
    title: "Files of an image are called otherwise",
    why: "Either side looks for files by a name that the other does not write.",
    trips: (d) => where("file")(d) && !isSameFile(d),
  }),
  rule("image", "file-respelled", [], {
    title: "An id is printed by another conversion",
    why: "Ids are not negative, and are written in the same digits.",
    trips: (d) => where("file")(d) && isSameFile(d),
  }),
  rule("image", "image-magic", ["old files", "old readers"], {
    title: "Files of an image begin with another number, or with none",
    why: "Neither side takes the other's files for this image.",
    trips: where("magic"),
  }),
  rule("image", "head-changed", ["old files", "old readers"], {
    title: "An image has another head",
    why: "What stands before the magic, which O_SERVICE decides on, is not what the other side expects there.",
    trips: where("head"),
  }),
  rule("image", "flags-changed", [], {
    title: "CRIU opens an image otherwise",
    why: "The bytes are the same.",
    trips: where("flags"),
  }),
  rule("image", "version-field", ["old files", "old readers"], {
    title: "Another field tells the version of all other images",
    why: "Whether the other images have heads is looked for where the other side does not write it.",
    trips: where("version"),
  }),
  rule("image", "layout-wire", ["old files", "old readers"], {
    title: "Other bytes follow the magic",
    why: "Other messages, or other bytes behind them, stand where the other side expects its own.",
    trips: relaid((a, b, context) => !isSameOnWire(a, b, context)),
  }),
  rule("image", "layout-types", ["json", "api"], {
    title: "Programs see other parts of an image",
    why: "Parts have other names or types than JSON and programs know.",
    trips: relaid((a, b, context) => !isSameInTypes(a, b, context)),
  }),
  rule("image", "layout-joined", ["json"], {
    title: "Parts are joined in JSON, or no longer",
    why: "JSON has one run of bytes where it had several, or the other way round.",
    trips: relaid(isJoinedOtherwise),
  }),
];

export const MAGIC_RULES: readonly Rule[] = [
  rule("magic", "magic-added", [], {
    title: "A number came",
    why: "No old file begins with it.",
    trips: (d) => when("added")(d) && !isHead(d),
  }),
  rule("magic", "magic-removed", ["api"], {
    title: "A number went",
    why: "Its name is gone from the registry; an image that had it is told of by itself.",
    trips: (d) => when("removed")(d) && !isHead(d),
  }),
  rule("magic", "heads-added", ["old readers"], {
    title: "Heads came",
    why: "New files begin with one, where old readers look for the magic.",
    trips: (d) => when("added")(d) && isHead(d),
  }),
  rule("magic", "heads-removed", ["old files"], {
    title: "Heads went",
    why: "Old files begin with one, where new readers look for the magic.",
    trips: (d) => when("removed")(d) && isHead(d),
  }),
  rule("magic", "magic-renamed", ["json", "api"], {
    title: "A number has another name",
    why: "JSON says the name, and so does the registry.",
    trips: when("renamed"),
  }),
  rule("magic", "magic-changed", ["old files", "old readers"], {
    title: "A name has another number",
    why: "Files begin with it: neither side knows the other's.",
    trips: where("value"),
  }),
  rule("magic", "magic-alias", [], {
    title: "A name stands for another name's number, or for its own",
    why: "What counts is the number; if that changed too, it is told by itself.",
    trips: where("alias"),
  }),
  rule("magic", "town-changed", [], {
    title: "A number is of another town",
    why: "Towns are for people.",
    trips: where("town"),
  }),
  rule("version", "version-added", ["old readers"], {
    title: "A format version came",
    why: "Old readers refuse an inventory that says it.",
    trips: when("added"),
  }),
  rule("version", "version-removed", ["old files"], {
    title: "A format version went",
    why: "New readers refuse an inventory that says it.",
    trips: when("removed"),
  }),
  rule("version", "version-renamed", ["api"], {
    title: "A format version has another name",
    why: "Inventories say its number; programs say its name.",
    trips: when("renamed"),
  }),
  rule("version", "version-changed", ["old files", "old readers"], {
    title: "A format version has another number, or other heads",
    why: "The inventory says a number, and it means something else to the other side.",
    trips: when("changed"),
  }),
];
