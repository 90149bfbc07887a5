import { byName, type FieldLayout, type ImageLayout, type MessageLayout } from "criu-images/layouts";
import { BUILT_IN, type Schema } from "../schema/schema.ts";

/*
 * Explorers read images by CRIU's own schema. Additions of another schema are skipped, but if it changes what they
 * read,
 * their listings would be wrong.
 */

/**
 * Refuses an image that CRIU's own schema misreads.
 *
 * @param name name of the file
 * @throws {Error} naming the field that differs in the given schema
 */
export function refuseMisfit(schema: Schema, name: string): void {
  if (schema === BUILT_IN) return;
  const [own, given] = [BUILT_IN, schema].map(({ layouts }) => byName(layouts, name)[0]);
  const field = own === undefined || given === undefined ? undefined : misfitOf(own, given);
  if (field !== undefined) throw new Error(`\`x\` needs ${field} as CRIU has it, but the given schema changes it`);
}

function misfitOf(own: ImageLayout, given: ImageLayout): string | undefined {
  const seen = new Set<string>();
  if (own.magic !== given.magic) return `the magic of ${own.image}`;
  return messageMisfit(seen, own.first, given.first) ?? messageMisfit(seen, own.entries, given.entries);
}

/** Finds the first field of a message that is absent or different in the other one. */
function messageMisfit(seen: Set<string>, own?: MessageLayout, given?: MessageLayout): string | undefined {
  if (own === undefined || seen.has(own.message)) return undefined;
  seen.add(own.message);
  for (const field of own.fields) {
    const other = given?.fields.find(({ name }) => name === field.name);
    if (other === undefined || isAnother(field, other)) return `${own.message}.${field.name}`;
    if (field.type !== "message" || other.type !== "message") continue;
    const inner = messageMisfit(seen, field.message(), other.message());
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function isAnother(own: FieldLayout, given: FieldLayout): boolean {
  const isList = (field: FieldLayout): boolean => field.label === "repeated";
  return own.number !== given.number || own.type !== given.type || isList(own) !== isList(given);
}
