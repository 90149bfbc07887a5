import type { PackagePlan } from "../../plan/package.ts";
import type { Attributes } from "./attributes.ts";
import { enumNames, imageNames, messageNames } from "./names.ts";
import { recordViews } from "./records.ts";

/** Names that the package exports, by module. They are imported when a program uses them first. */
export interface ExportView {
  readonly from: string;
  readonly names: readonly string[];
}

/** Lists the classes of the schema that the package exports. */
export function exportViews({ messages, enums, images }: PackagePlan, attributes: Attributes): ExportView[] {
  const ofImages = images.map((image) => {
    const { module, type } = imageNames(image);
    const records = recordViews(image, attributes).flatMap(({ type: record, extra }) =>
      extra === undefined ? [record] : [record, extra],
    );
    return { from: `images.${module}`, names: [type, ...records] };
  });
  const ofMessages = messages.map((message) => {
    const { module, type } = messageNames(message);
    return { from: `messages.${module}`, names: [type] };
  });
  const ofEnums = enums.map((one) => ({ from: `enums.${enumNames(one).module}`, names: [enumNames(one).type] }));
  return [...ofImages, ...ofMessages, ...ofEnums].sort((a, b) => (a.from < b.from ? -1 : 1));
}
