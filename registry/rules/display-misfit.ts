import type { Display, Field, FieldType } from "../../generator/model/model.ts";
import type { Rule } from "./rule.ts";

export const displayMisfit: Rule = {
  id: "display-misfit",
  title: "A display option does not fit its field",
  why: "The (criu) options control the pretty JSON of a value. On a field of another type they do nothing, or show it wrongly.",
  category: "display",
  severity: "warning",
  *check({ model }) {
    for (const message of model.messages) {
      for (const field of message.fields) {
        const path = `${message.name}.${field.name}`;
        for (const { option, misfit, suggestion } of misfitsOf(field, model.display)) {
          yield { message: `\`${path}\` ${misfit}`, suggestion, at: field.at, subjects: [path, option] };
        }
      }
    }
  },
};

interface Misfit {
  readonly option: Option;
  readonly misfit: string;
  readonly suggestion: string;
}

function* misfitsOf(field: Field, { dicts }: Display): Generator<Misfit> {
  const { name, type, display } = field;
  const described = describe(field);
  const remove = (option: string): string => `remove \`(criu).${option}\``;
  for (const [option, fits, wanted] of OPTIONS) {
    if (display[option] === undefined || display[option] === false || fits(type, field)) continue;
    yield { option, misfit: `is ${described}, and \`${option}\` is for ${wanted}`, suggestion: remove(option) };
  }
  if (isInteger(type, field) && display.odev === true && display.dev !== true) {
    const misfit = "has `odev`, a variant of `dev`, without `dev`";
    yield { option: "odev", misfit, suggestion: "add `(criu).dev = true`" };
  }
  if (isBytes(type, field) && display.conv !== undefined && display.conv !== "unix_name") {
    const misfit = `has the unknown \`conv\` ${display.conv}`;
    yield { option: "conv", misfit, suggestion: "the only one is unix_name" };
  }
  const dict = display.dict === undefined ? undefined : dicts.get(display.dict);
  if (isInteger(type, field) && dict !== undefined && !dict.has(name)) {
    const known = [...dict.keys()].join(", ");
    yield {
      option: "dict",
      misfit: `asks for codes of \`${display.dict}\`, but that has none for \`${name}\``,
      suggestion: `\`${display.dict}\` has codes for ${known}`,
    };
  }
}

type Option = keyof Field["display"];
type Fits = (type: FieldType, field: Field) => boolean;

const isInteger: Fits = (type) => type.kind === "scalar" && /int|fixed/.test(type.scalar);
const isBytes: Fits = (type) => type.kind === "scalar" && type.scalar === "bytes";

/** Types that each option fits. On a message, `hex` applies to all of its fields. */
const OPTIONS: readonly (readonly [Option, Fits, string])[] = [
  ["hex", (type, field) => isInteger(type, field) || type.kind === "message", "integers and messages"],
  [
    "ipadd",
    (type, { label }) => label === "repeated" && type.kind === "scalar" && type.scalar === "uint32",
    "lists of uint32",
  ],
  ["dev", isInteger, "integers"],
  ["odev", isInteger, "integers"],
  ["flags", isInteger, "integers"],
  ["dict", isInteger, "integers"],
  ["conv", isBytes, "bytes"],
];

function describe({ label, type }: Field): string {
  if (type.kind === "map") return "a map";
  const name = type.kind === "scalar" ? type.scalar : `${type.kind} ${type.name}`;
  return label === "repeated" ? `a list of ${name}` : `of type ${name}`;
}
