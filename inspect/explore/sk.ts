import type { Explorer } from "./explorer.ts";
import { descriptors, line } from "./fds.ts";
import { showUnix } from "./files.ts";
import type { Folder } from "./folder.ts";
import { type Socket, socketsOf } from "./sockets.ts";
import { type OfTask, ofEachTask, printTasks } from "./tasks.ts";

/** Sockets of a process. */
export interface TaskSk {
  sockets: (Socket & { fd: number })[];
}

/** View of the sockets of each process. */
export const sk: Explorer<OfTask<TaskSk>[]> = { collect, print: (tasks) => printTasks(tasks, print) };

async function collect(folder: Folder): Promise<OfTask<TaskSk>[]> {
  const describe = await socketsOf(folder);
  return await ofEachTask(folder, async (pid, core) => {
    const sockets: TaskSk["sockets"] = [];
    for (const { fd, type, id } of await descriptors(folder, pid, core)) {
      const socket = await describe(type, id);
      if (socket !== undefined) sockets.push({ fd, ...socket });
    }
    return { sockets };
  });
}

function* print({ sockets }: TaskSk): Generator<string> {
  for (const socket of sockets) yield line(socket.fd, show(socket));
}

function show(socket: Socket): string {
  const { fd_type, id, family, state = "-" } = socket;
  // No image describes it.
  if (family === undefined) return `${fd_type}.${id}`;
  const columns = [`${family}`.padEnd(7), kindOf(socket).padEnd(8), `${state}`.padEnd(11)];
  return `${columns.join(" ")} ${ends(socket)}`;
}

/** Protocols that follow from the type of socket, so that the type is not shown. */
const IMPLIED = new Set(["STREAM/TCP", "DGRAM/UDP", "DGRAM/UDPLITE"]);

function kindOf({ type, proto }: Socket): string {
  const kind = [type, proto].filter((part) => part !== undefined).join("/");
  return IMPLIED.has(kind) ? `${proto}` : kind;
}

/** Formats the local and the remote end of a socket. */
function ends(socket: Socket): string {
  const { fd_type, ino, peer, name, portid, dst_portid, groups = [], ifindex } = socket;
  if (fd_type === "UNIXSK") return showUnix(ino, peer, name);
  if (fd_type === "PACKETSK") return `ifindex ${ifindex}`;
  if (fd_type === "INETSK") return inetEnds(socket);
  const mask = groups.some((word) => word !== 0) ? ` groups ${groups.map((word) => `0x${word.toString(16)}`)}` : "";
  return `portid ${portid}${dst_portid ? ` -> ${dst_portid}` : ""}${mask}`;
}

function inetEnds({ src_addr, src_port, dst_addr, dst_port, ifname }: Socket): string {
  const device = ifname === undefined ? "" : `%${ifname}`;
  const end = (address = "?", port = 0): string =>
    address.includes(":") ? `[${address}${device}]:${port}` : `${address}${device}:${port}`;
  const source = end(src_addr, src_port);
  // An address of zeros: the socket is not connected.
  return dst_port || /[1-9a-f]/.test(dst_addr ?? "") ? `${source} -> ${end(dst_addr, dst_port)}` : source;
}
