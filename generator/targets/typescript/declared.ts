import type { Enum, Image, Message, Model } from "../../model/model.ts";
import type { Naming } from "../../model/naming.ts";
import { declare } from "../declared.ts";
import { exportsOfEnum, exportsOfImage, exportsOfMessage, recordsOf } from "./exported.ts";
import { readerOf, writerOf } from "./names.ts";

/** Lists the names that a package declares, for each definition of the schema. */
export const declaredBy: Naming["declaredBy"] = declare({ ofMessage, ofEnum, ofImage });

function ofMessage(model: Model, message: Message): string[] {
  return exportsOfMessage(model, message).map(({ name }) => name);
}

function ofEnum(model: Model, declared: Enum): string[] {
  return exportsOfEnum(model, declared).map(({ name }) => name);
}

function ofImage(model: Model, image: Image): string[] {
  const exported = exportsOfImage(model, image).map(({ name }) => name);
  return [...exported, ...recordsOf(model, image).flatMap((record) => [readerOf(record), writerOf(record)])];
}
