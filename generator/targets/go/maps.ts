import type { FieldPlan, MessagePlan } from "../../plan/message.ts";
import { tagOf, type ValuePlan } from "../../plan/types.ts";
import { mapEntryCode } from "./names.ts";

/**
 * Returns the messages of a map's entries: on the wire a map is a list of them. A Go map would lose their order, and
 * entries without a key or a value.
 */
export function mapEntries(message: MessagePlan): MessagePlan[] {
  return message.fields.flatMap((field) => {
    if (field.type.kind !== "map") return [];
    const { key, value } = field.type;
    return [
      {
        name: `${message.name}.${field.inSchema}`,
        code: mapEntryCode(message, field.inSchema),
        source: message.source,
        doc: [`An entry of the map \`${field.inSchema}\`.`],
        deprecated: false,
        fields: [partOf(field, 1, "key", key), partOf(field, 2, "value", value)],
        oneofs: [],
      },
    ];
  });
}

function partOf(map: FieldPlan, number: number, name: string, type: ValuePlan): FieldPlan {
  return {
    ...{ name, inSchema: name, number, type, tag: tagOf(number, type) },
    ...{ label: "optional", packed: undefined, oneof: undefined, default: undefined },
    ...{ doc: [], since: "", deprecated: map.deprecated, display: {} },
  };
}
