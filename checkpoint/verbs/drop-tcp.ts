import type { Draft } from "../draft/draft.ts";
import { valueIn } from "../draft/slots.ts";
import { filesWith } from "../relations/graph.ts";
import type { Given } from "./given.ts";
import { inetSockets, PROTOCOLS } from "./sockets.ts";

/** A new socket: CRIU restores it unbound, as one that it closes. */
const CLOSED = { state: 7, src_port: 0, dst_port: 0 };

/** States of TCP without a connection; include/net/tcp_states.h. */
const [CLOSE, LISTEN] = [7, 10];

export async function dropTcp(draft: Draft, given: Given): Promise<void> {
  const which = given.get("port");
  const port = which.any() === "all" ? undefined : which.integer();
  const sockets = (await inetSockets(draft)).filter(
    ({ protocol, state, source, target }) =>
      protocol === PROTOCOLS.tcp &&
      target.port > 0 &&
      state !== CLOSE &&
      state !== LISTEN &&
      [undefined, source.port, target.port].includes(port),
  );
  if (sockets.length === 0) throw given.error("the checkpoint has no such connection");
  // Taken once: each change gives the draft a new view.
  const { checkpoint } = draft;
  for (const { field } of sockets) {
    const files = filesWith(checkpoint, "tcp-connection", valueIn(field("ino")) as number);
    for (const [name, value] of Object.entries(CLOSED)) draft.set(field(name), value);
    for (const name of ["src_addr", "dst_addr"]) {
      const words = (valueIn(field(name)) ?? []) as number[];
      draft.set(
        field(name),
        words.map(() => 0),
      );
    }
    for (const { file } of files) draft.remove(file);
  }
}
