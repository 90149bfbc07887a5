import type { Display, Field, Model } from "../model/model.ts";

/** Form of a field's value in CRIU's JSON. Only properties that hold are present. */
export interface DisplayPlan {
  readonly hex?: true;
  readonly ipadd?: true;
  readonly dev?: "libc" | "kernel";
  /** Name of the bits, as in {@link NumberNames}. */
  readonly flags?: string;
  /** Name of the codes. */
  readonly dict?: string;
  readonly conv?: "unix_name";
}

/** Names of flag bits or codes, for CRIU's JSON. */
export interface NumberNames {
  readonly kind: "bits" | "codes";
  readonly name: string;
  readonly values: readonly { readonly name: string; readonly number: number }[];
}

/** Plans the form of a field's value. Only `hex` affects enums and messages. */
export function planDisplay({ display }: Model, { name, type, display: given }: Field): DisplayPlan {
  const { hex, ipadd, dev, odev, flags = "", dict = "", conv } = given;
  const shown = hex === true ? { hex } : {};
  if (type.kind !== "scalar") return shown;
  return {
    ...shown,
    ...(ipadd === true && { ipadd }),
    ...(dev === true && { dev: odev === true ? "libc" : "kernel" }),
    ...(display.flags.has(flags) && { flags }),
    ...(display.dicts.get(dict)?.has(name) === true && { dict: `${dict}.${name}` }),
    ...(conv === "unix_name" && { conv }),
  };
}

/** Plans the names that the display of fields needs, and no others. */
export function planNumberNames({ display, messages }: Model): NumberNames[] {
  const fields = messages.flatMap((message) => message.fields);
  const flags = new Set(fields.map((field) => field.display.flags));
  const codes = new Set(fields.map(({ name, display: { dict } }) => dict && `${dict}.${name}`));
  return [
    ...bitsOf(display).filter(({ name }) => flags.has(name)),
    ...codesOf(display).filter(({ name }) => codes.has(name)),
  ];
}

function bitsOf({ flags }: Display): NumberNames[] {
  return [...flags].map(([name, bits]) => {
    return { kind: "bits", name, values: bits.map(({ name, bit }) => ({ name, number: bit })) };
  });
}

function codesOf({ dicts }: Display): NumberNames[] {
  return [...dicts].flatMap(([dict, fields]) =>
    [...fields].map(([field, codes]): NumberNames => {
      const values = [...codes].map(([number, name]) => ({ name, number }));
      return { kind: "codes", name: `${dict}.${field}`, values };
    }),
  );
}
