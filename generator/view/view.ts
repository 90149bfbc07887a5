import type { Display, Enum, Model } from "../model/model.ts";
import { type ImageView, imageView } from "./images.ts";
import { type MagicView, magicViews } from "./magics.ts";
import { type MessageView, messageView } from "./messages.ts";

/*
 * What templates of users get: the model as plain objects, lists and texts. docs/templates.md tells of each property, and
 * a test holds it against what there is. Whatever has a property has it always; it is undefined where there is nothing.
 */

export interface ModelView {
  readonly criu: string;
  readonly magics: readonly MagicView[];
  readonly versions: readonly Omit<Model["versions"][number], "at">[];
  readonly images: readonly ImageView[];
  readonly messages: readonly MessageView[];
  readonly enums: readonly EnumView[];
  readonly flags: readonly NamesView[];
  readonly codes: readonly NamesView[];
  readonly releases: Model["history"]["releases"];
}

interface EnumView {
  readonly name: string;
  readonly about: string;
  readonly file: string;
  readonly values: readonly (NumberView & { readonly about: string; readonly since: string | undefined })[];
}

/** Names of numbers: of the bits of a flag word, of a field's codes, of an enum's values. */
interface NamesView {
  readonly name: string;
  readonly values: readonly NumberView[];
}

interface NumberView {
  readonly name: string;
  readonly value: number;
  readonly hex: string;
}

export function viewOf(model: Model): ModelView {
  const { criu, versions, images, messages, enums, display, history } = model;
  return {
    criu,
    magics: magicViews(model),
    versions: versions.map(({ name, value, heads }) => ({ name, value, heads })),
    images: images.map((image) => imageView(image, model)),
    messages: messages.map((message) => messageView(message, model)),
    enums: enums.map((one) => enumView(one, model)),
    ...namesOf(display),
    releases: history.releases,
  };
}

function enumView({ name: owner, comment, values, at }: Enum, { history }: Model): EnumView {
  return {
    name: owner,
    about: comment,
    file: at.file,
    values: values.map(({ name, number, comment: about }) => {
      return { ...numberView(name, number), about, since: history.enumValues.get(`${owner}.${name}`) };
    }),
  };
}

function namesOf({ flags, dicts }: Display): Pick<ModelView, "flags" | "codes"> {
  return {
    flags: [...flags].map(([name, bits]) => ({ name, values: bits.map((bit) => numberView(bit.name, bit.bit)) })),
    codes: [...dicts].flatMap(([dict, fields]) =>
      [...fields].map(([field, codes]) => {
        return { name: `${dict}.${field}`, values: [...codes].map(([code, name]) => numberView(name, code)) };
      }),
    ),
  };
}

function numberView(name: string, value: number): NumberView {
  return { name, value, hex: value < 0 ? String(value) : `0x${value.toString(16)}` };
}
