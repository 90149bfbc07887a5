import { onceFor } from "../../generator/model/memo.ts";
import type { Field, Model, NameSet } from "../../generator/model/model.ts";
import { viewOf } from "../../generator/view/view.ts";
import { addressOf, pageOf } from "../page/address.ts";
import type { Page } from "../page/page.ts";
import { render } from "../page/render.ts";

/** Names of numbers: bits and codes of CRIU's JSON, and names for people. */
interface Names {
  /** Anchor on the page of names. */
  readonly name: string;
  readonly about: string;
  readonly values: readonly { readonly name: string; readonly number: string }[];
}

/** Makes the page of all names of numbers. */
export function namesPage(model: Model): Page {
  const names = allNames(model);
  const entries = names.map(({ name, about, values }) => {
    const some = values.map((value) => value.name).join(" ");
    return { name, kind: "names", about: `${about}: ${some}`, href: addressOf("names", name) };
  });
  const body = render("names", { names });
  return { address: pageOf(addressOf("names", "")), title: "Names of numbers", part: "format", body, entries };
}

/** Returns the names that apply to a field, as anchors on the page of names. */
export function namesOf(model: Model, path: string, { name, display: { flags, dict } }: Field): string[] {
  const own = [flags, dict && `${dict}.${name}`].filter((one) => one !== undefined);
  const sets = model.display.names.filter(({ fields }) => fields.some((one) => one.path === path));
  const known = new Set(allNames(model).map((one) => one.name));
  return [...own, ...sets.map((one) => one.name)].filter((one) => known.has(one));
}

const allNames = onceFor((model: Model): Names[] => {
  const { flags, codes } = viewOf(model);
  const own = (about: string, all: typeof flags): Names[] =>
    all.map(({ name, values }) => ({
      name,
      about,
      values: values.map((one) => ({ name: one.name, number: one.hex })),
    }));
  return [
    ...own("Bits in CRIU's JSON", flags),
    ...own("Codes in CRIU's JSON", codes),
    ...model.display.names.map((set) => ({ name: set.name, about: "Names for people", values: valuesOf(set) })),
  ];
});

function valuesOf({ values, pairs, bits, words = [], items = [] }: NameSet): Names["values"] {
  return [
    ...[...(values ?? []), ...(pairs ?? [])].map(([number, name]) => ({ name, number })),
    ...[...(bits ?? [])].map(([name, bit]) => ({ name, number: `0x${bit.toString(16)}` })),
    ...words.flatMap((word, i) =>
      [...word].map(([name, bit]) => ({ name, number: `word ${i}, ${`0x${bit.toString(16)}`}` })),
    ),
    ...items.map((name, i) => ({ name, number: `element ${i}` })),
  ];
}
