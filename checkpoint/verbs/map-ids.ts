import { PRIVACY } from "criu-images/relations";
import type { Draft } from "../draft/draft.ts";
import { EditError } from "../draft/error.ts";
import { type Slot, valueIn } from "../draft/slots.ts";
import { LARGEST_ID } from "./forms.ts";
import type { Given } from "./given.ts";

export function mapUid(draft: Draft, given: Given): Promise<void> {
  return map(draft, given, USERS);
}

export function mapGid(draft: Draft, given: Given): Promise<void> {
  return map(draft, given, GROUPS);
}

/** Names of fields in the privacy class `identity`. Extents of user namespaces have other names: they map ids already. */
const USERS = /\.(?:\w*uid|owner)$/;
const GROUPS = /\.(?:\w*gid|groups?)$/;

async function map(draft: Draft, given: Given, fields: RegExp): Promise<void> {
  const [from, to] = [given.get("from"), given.get("to")].map((one) => one.integer()) as [number, number];
  const count = given.get("count").integer(LARGEST_ID - Math.max(from, to) + 1);
  const mapped = (id: number): number => (id >= from && id < from + count ? id - from + to : id);
  const found: [Slot, number | number[]][] = [];
  const names = (PRIVACY["identity"]?.content ?? []).filter((name) => fields.test(name));
  for await (const slot of draft.slots(names)) {
    const value = valueIn(slot) as number | number[];
    const ids = Array.isArray(value) ? value : [value];
    const taken = ids.find((id) => mapped(id) === id && id >= to && id < to + count);
    if (taken !== undefined)
      throw new EditError(
        `the id ${taken} is taken: map it first, or choose another range`,
        `${slot.file}, ${slot.path}`,
      );
    if (ids.some((id) => mapped(id) !== id)) found.push([slot, Array.isArray(value) ? ids.map(mapped) : mapped(value)]);
  }
  if (found.length === 0) throw given.error(`no id from ${from} to ${from + count - 1} is in the checkpoint`);
  for (const [slot, value] of found) draft.set(slot, value);
}
