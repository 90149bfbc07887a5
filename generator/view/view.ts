import type { Display, Enum, Model } from "../model/model.ts";
import { type ImageView, imageView } from "./images.ts";
import { type MagicView, magicViews } from "./magics.ts";
import { type MessageView, messageView } from "./messages.ts";

/*
 * View for the user's own templates: the model as plain objects, lists and strings. docs/templates.md describes each
 * property, and a test compares the two. Properties without a value are present, as undefined.
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

/** Names of numbers: bits of a flag word, codes of a field, or values of an enum. */
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
