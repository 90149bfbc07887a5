import type { Field, FieldType, MapType, Model } from "../../model/model.ts";
import type { Imports } from "./imports.ts";
import { runtime } from "./runtime.ts";
import { mapName, planValue, type TypePlan } from "./types.ts";

/** Reading and writing of a map's entries. */
export interface MapView {
  readonly name: string;
  readonly key: string;
  readonly value: string;
  /** Properties of object literals. */
  readonly keyPart: readonly string[];
  readonly valuePart: readonly string[];
}

/** Plans the codec of a map field. */
export function planMap(model: Model, { name, type }: Field, imports: Imports): MapView | undefined {
  if (type.kind !== "map") return undefined;
  imports.type(runtime("maps"), "MapCodec");
  imports.type(runtime("maps"), "WithMaps");
  const key = planValue(model, { kind: "scalar", scalar: type.key }, imports);
  const value = planValue(model, type.value, imports);
  return {
    name: mapName(name),
    key: key.type,
    value: value.type,
    keyPart: planPart({ kind: "scalar", scalar: type.key }, 1, key, imports),
    valuePart: planPart(type.value, 2, value, imports),
  };
}

const NONE: Readonly<Record<string, string>> = {
  number: "0",
  bigint: "0n",
  boolean: "false",
  string: '""',
  Uint8Array: "new Uint8Array()",
};

type ValueType = Exclude<FieldType, MapType>;

function planPart(type: ValueType, number: number, plan: TypePlan, imports: Imports): string[] {
  const tag = `tag: ${number * 8 + plan.wire}`;
  if (type.kind !== "message") {
    // The first value of a map's enum is 0: other schemas are refused.
    const none = type.kind === "enum" ? "0" : NONE[plan.type];
    return [tag, `read: ${plan.read}`, `write: ${plan.write}`, `none: () => ${none}`];
  }
  for (const helper of ["enter", "leave"]) imports.value(runtime("reader"), helper);
  const read = `(r, field) => leave(r, ${plan.read}(r, enter(r, field)))`;
  const write = `(w, tag, value, field) => ${imports.value(runtime("writer"), "writeMessage")}(w, tag, value, field, ${plan.write})`;
  const none = `() => ${plan.read}(createReader(new Uint8Array(), ${JSON.stringify(type.name)}), 0)`;
  return [tag, `read: ${read}`, `write: ${write}`, `none: ${none}`];
}
