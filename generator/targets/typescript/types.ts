import type { Field, FieldType, MapType, Model } from "../../model/model.ts";
import { enumNames, messageNames } from "../../model/modules.ts";
import type { Imports } from "./imports.ts";
import { runtime } from "./runtime.ts";
import { SCALARS } from "./scalars.ts";

/** Functions that read and write the values of a field. */
export interface TypePlan {
  readonly type: string;
  readonly wire: number;
  readonly read: string;
  readonly write: string;
}

/** Returns the name of the constant with the codec of a map's entries. */
export function mapName(field: string): string {
  return `$${field}`;
}

export function planType(model: Model, { type }: Field, name: string, imports: Imports): TypePlan {
  if (type.kind !== "map") return planValue(model, type, imports);
  const held = `Map<${SCALARS[type.key].ts}, ${planValue(model, type.value, imports).type}>`;
  return { type: held, wire: 2, read: mapName(name), write: mapName(name) };
}

export function planValue(model: Model, type: Exclude<FieldType, MapType>, imports: Imports): TypePlan {
  if (type.kind === "message") {
    const names = messageNames(model, type.name);
    imports.type(names.module, names.type);
    imports.value(names.module, names.read);
    imports.value(names.module, names.write);
    return { type: names.type, wire: 2, read: names.read, write: names.write };
  }
  const { ts, wire, suffix } = SCALARS[type.kind === "enum" ? "int32" : type.scalar];
  const enumType = type.kind === "enum" ? enumNames(model, type.name) : undefined;
  if (enumType !== undefined) imports.type(enumType.module, enumType.type);
  imports.value(runtime("reader"), `read${suffix}`);
  imports.value(runtime("writer"), `write${suffix}`);
  return { type: enumType?.type ?? ts, wire, read: `read${suffix}`, write: `write${suffix}` };
}
