import { addressText } from "criu-images/layouts";
import type { InetSkEntry } from "criu-images/messages/inet-sk-entry";
import type { UnixSkEntry } from "criu-images/messages/unix-sk-entry";
import { FAMILIES, nameOf, PROTOCOLS, STATES, TYPES } from "../../../inspect/explore/socket-names.ts";

/** Describes a socket of IP: `TCP 10.0.0.2:80 → 10.0.0.9:41234, ESTABLISHED`. */
export function inetText(socket: InetSkEntry, littleEndian: boolean): string {
  const { proto, type, state, src_port, dst_port, src_addr, dst_addr, family } = socket;
  const name = proto === 0 ? nameOf(TYPES, type) : nameOf(PROTOCOLS, proto);
  const from = endText(src_addr, src_port, littleEndian);
  const to = dst_port === 0 ? "" : ` → ${endText(dst_addr, dst_port, littleEndian)}`;
  return `${nameOf(FAMILIES, family)} ${name} ${from}${to}, ${nameOf(STATES, state)}`;
}

function endText(words: readonly number[], port: number, littleEndian: boolean): string {
  const address = addressText(words, littleEndian) ?? "?";
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}

/** Describes a Unix socket: its type, its name, and its state. */
export function unixText({ type, state, name }: UnixSkEntry): string {
  const decoded = new TextDecoder().decode(name);
  // An abstract name begins with a zero byte; a path can end with one.
  const text = name[0] === 0 ? decoded.slice(1) : decoded.replace(/\0$/, "");
  const shown = name.length === 0 ? "without a name" : `${name[0] === 0 ? "@" : ""}${text}`;
  return `UNIX ${nameOf(TYPES, type)} ${shown}, ${nameOf(STATES, state)}`;
}

/** Returns whether two sockets of IP are the ends of one connection. */
export function areEnds(one: InetSkEntry, other: InetSkEntry): boolean {
  return (
    one.id !== other.id &&
    one.proto === other.proto &&
    one.dst_port !== 0 &&
    one.src_port === other.dst_port &&
    one.dst_port === other.src_port &&
    one.src_addr.join() === other.dst_addr.join() &&
    one.dst_addr.join() === other.src_addr.join()
  );
}
