import type { Draft } from "../draft/draft.ts";
import { EditError } from "../draft/error.ts";
import { PROTOCOL_NAMES } from "./forms.ts";
import type { Given } from "./given.ts";
import { endsOf, inetSockets, PROTOCOLS } from "./sockets.ts";

export async function port(draft: Draft, given: Given): Promise<void> {
  const protocol = PROTOCOLS[given.get("protocol").word(...PROTOCOL_NAMES)];
  const from = given.get("from").integer();
  const to = given.get("to").integer();
  const all = (await inetSockets(draft)).filter((one) => one.protocol === protocol);
  const own = all.filter(({ source }) => source.port === from);
  if (own.length === 0) throw given.error(`no socket of the checkpoint has the port ${from}`);
  const taken = all.find(({ source }) => source.port === to);
  if (taken !== undefined) {
    const { file, path } = taken.field("src_port");
    throw new EditError(`the port ${to} is taken`, `${file}, ${path}`);
  }
  const isOwn = endsOf(own);
  const others = all.filter(({ target }) => target.port === from && isOwn(target));
  for (const one of own) draft.set(one.field("src_port"), to);
  for (const one of others) draft.set(one.field("dst_port"), to);
}
