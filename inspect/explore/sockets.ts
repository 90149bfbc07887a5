import { SocketAddress } from "node:net";
import { FdTypes } from "criu-images/enums/fd-types";
import { decodeInetskImage } from "criu-images/images/inetsk";
import { decodeNetlinkSkImage } from "criu-images/images/netlink-sk";
import { decodePacketskImage } from "criu-images/images/packetsk";
import { decodeUnixskImage } from "criu-images/images/unixsk";
import type { InetSkEntry } from "criu-images/messages/inet-sk-entry";
import type { NetlinkSkEntry } from "criu-images/messages/netlink-sk-entry";
import type { PacketSockEntry } from "criu-images/messages/packet-sock-entry";
import type { SkOptsEntry } from "criu-images/messages/sk-opts-entry";
import type { UnixSkEntry } from "criu-images/messages/unix-sk-entry";
import { fileLookup } from "./files.ts";
import type { Folder } from "./folder.ts";
import { ETHERNET, FAMILIES, NETLINK, nameOf, PROTOCOLS, STATES, TYPES } from "./socket-names.ts";
import { isLittleEndian } from "./tasks.ts";
import { quoted } from "./text.ts";

/** A socket. Values without a known name are numbers; properties that its type does not have are absent. */
export interface Socket {
  fd_type: "INETSK" | "UNIXSK" | "NETLINKSK" | "PACKETSK";
  id: number;
  family?: string | number;
  /** SOCK_*. */
  type?: string | number;
  /** IPPROTO_*, NETLINK_* or ETH_P_*. */
  proto?: string | number;
  state?: string | number;
  src_addr?: string;
  src_port?: number;
  dst_addr?: string;
  dst_port?: number;
  /** Device of a link-local address. */
  ifname?: string;
  /** Inode of a Unix socket, that of its peer, and its name as in crit's JSON. */
  ino?: number;
  peer?: number;
  name?: string;
  /** Properties of a netlink socket. */
  portid?: number;
  groups?: number[];
  dst_portid?: number;
  dst_group?: number;
  /** Index of a packet socket's device; 0 for all devices. */
  ifindex?: number;
  /** Sizes of buffers as the kernel has them: twice those that were set. */
  so_sndbuf?: number;
  so_rcvbuf?: number;
}

/** Creates a function that describes an open file if it is a socket; a socket without an image has only its id. */
export async function socketsOf(folder: Folder): Promise<(type: number, id: number) => Promise<Socket | undefined>> {
  const little = await isLittleEndian(folder);
  const lookup = fileLookup(folder);
  const inet = lookup((file) => file.isk, "inetsk.img", decodeInetskImage);
  const unix = lookup((file) => file.usk, "unixsk.img", decodeUnixskImage);
  const netlink = lookup((file) => file.nlsk, "netlinksk.img", decodeNetlinkSkImage);
  const packet = lookup((file) => file.psk, "packetsk.img", decodePacketskImage);
  return async (type, id) => {
    if (type === FdTypes.INETSK)
      return { fd_type: "INETSK", id, ...ofEntry(await inet(id), (sk) => inetSocket(sk, little)) };
    if (type === FdTypes.UNIXSK) return { fd_type: "UNIXSK", id, ...ofEntry(await unix(id), unixSocket) };
    if (type === FdTypes.NETLINKSK) return { fd_type: "NETLINKSK", id, ...ofEntry(await netlink(id), netlinkSocket) };
    if (type !== FdTypes.PACKETSK) return undefined;
    return { fd_type: "PACKETSK", id, ...ofEntry(await packet(id), (sk) => packetSocket(sk, little)) };
  };
}

type Details = Omit<Socket, "fd_type" | "id">;

function ofEntry<E extends { opts: SkOptsEntry }>(entry: E | undefined, details: (entry: E) => Details): Details {
  if (entry === undefined) return {};
  const { so_sndbuf, so_rcvbuf } = entry.opts;
  return { ...details(entry), so_sndbuf, so_rcvbuf };
}

function inetSocket(sk: InetSkEntry, little: boolean): Details {
  const src_addr = addressOf(sk.src_addr, little);
  const dst_addr = addressOf(sk.dst_addr, little);
  return {
    family: nameOf(FAMILIES, sk.family),
    type: nameOf(TYPES, sk.type),
    proto: nameOf(PROTOCOLS, sk.proto),
    state: nameOf(STATES, sk.state),
    ...(src_addr === undefined ? {} : { src_addr, src_port: sk.src_port }),
    ...(dst_addr === undefined ? {} : { dst_addr, dst_port: sk.dst_port }),
    ...(sk.ifname ? { ifname: sk.ifname } : {}),
  };
}

/**
 * Formats an address. Its words are in network order, so the byte order of the machine that dumped decides how a word
 * is split into bytes.
 */
function addressOf(words: readonly number[], little: boolean): string | undefined {
  const view = new DataView(new ArrayBuffer(4 * words.length));
  for (const [i, word] of words.entries()) view.setUint32(4 * i, word, little);
  if (words.length === 1) return new Uint8Array(view.buffer).join(".");
  if (words.length !== 4) return undefined;
  const groups = Array.from({ length: 8 }, (_, i) => view.getUint16(2 * i).toString(16));
  // Node formats it in the usual short form.
  return new SocketAddress({ family: "ipv6", address: groups.join(":") }).address;
}

function unixSocket({ type, state, ino, peer, name }: UnixSkEntry): Details {
  return {
    family: "UNIX",
    type: nameOf(TYPES, type),
    state: nameOf(STATES, state),
    ino,
    peer,
    ...(name.length > 0 ? { name: quoted(name) } : {}),
  };
}

function netlinkSocket({ protocol, portid, groups, dst_portid, dst_group }: NetlinkSkEntry): Details {
  return { family: "NETLINK", proto: nameOf(NETLINK, protocol), portid, groups, dst_portid, dst_group };
}

function packetSocket({ type, protocol, ifindex }: PacketSockEntry, little: boolean): Details {
  const ethernet = little ? ((protocol & 0xff) << 8) | ((protocol >>> 8) & 0xff) : protocol;
  return {
    family: "PACKET",
    type: nameOf(TYPES, type),
    proto: ETHERNET[ethernet] ?? `0x${ethernet.toString(16).padStart(4, "0")}`,
    ifindex,
  };
}
