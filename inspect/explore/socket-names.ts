/* Names of the kernel's numbers for sockets, without their prefixes. */

type Names = Readonly<Record<number, string>>;

/** Returns the name of a number, or the number if it has none. */
export function nameOf(names: Names, value: number): string | number {
  return names[value] ?? value;
}

/** AF_*. */
export const FAMILIES: Names = { 2: "INET", 10: "INET6" };

/** SOCK_*. */
export const TYPES: Names = { 1: "STREAM", 2: "DGRAM", 3: "RAW", 4: "RDM", 5: "SEQPACKET", 6: "DCCP", 10: "PACKET" };

/** IPPROTO_*. */
export const PROTOCOLS: Names = {
  0: "IP",
  1: "ICMP",
  2: "IGMP",
  6: "TCP",
  17: "UDP",
  33: "DCCP",
  58: "ICMPV6",
  132: "SCTP",
  136: "UDPLITE",
  255: "RAW",
  262: "MPTCP",
};

/** TCP_*; CRIU writes them for all sockets except netlink ones. */
export const STATES: Names = {
  1: "ESTABLISHED",
  2: "SYN_SENT",
  3: "SYN_RECV",
  4: "FIN_WAIT1",
  5: "FIN_WAIT2",
  6: "TIME_WAIT",
  7: "CLOSE",
  8: "CLOSE_WAIT",
  9: "LAST_ACK",
  10: "LISTEN",
  11: "CLOSING",
  12: "NEW_SYN_RECV",
};

/** NETLINK_*. */
export const NETLINK: Names = {
  0: "ROUTE",
  2: "USERSOCK",
  3: "FIREWALL",
  4: "SOCK_DIAG",
  5: "NFLOG",
  6: "XFRM",
  7: "SELINUX",
  8: "ISCSI",
  9: "AUDIT",
  10: "FIB_LOOKUP",
  11: "CONNECTOR",
  12: "NETFILTER",
  15: "KOBJECT_UEVENT",
  16: "GENERIC",
  18: "SCSITRANSPORT",
  20: "RDMA",
  21: "CRYPTO",
};

/** ETH_P_*, in host byte order. */
export const ETHERNET: Names = { 3: "ALL", 2048: "IP", 2054: "ARP", 33024: "8021Q", 34525: "IPV6" };
