import type { Json } from "../json.ts";
import { optional } from "./network.ts";
import type { Sources } from "./sources.ts";

/** Pod of Kubernetes. */
export interface Pod {
  readonly name?: string;
  readonly namespace?: string;
  /** Unique id. */
  readonly uid?: string;
  /** Names of the containers in the archive of a whole pod; none for other checkpoints. */
  readonly containers: readonly string[];
  /** Ports of the machine that lead to the pod. */
  readonly ports: readonly PodPort[];
}

/** Port of a machine, and the one of a container that it leads to. */
export interface PodPort {
  readonly protocol: string;
  readonly container: number;
  /** Port of the machine; absent if the machine has none for it. */
  readonly host?: number;
  /** Address of the machine; absent if all lead there. */
  readonly address?: string;
}

/** Annotations with facts about the pod. */
const KEYS = {
  name: ["io.kubernetes.pod.name", "io.kubernetes.cri.sandbox-name", "org.criu.checkpoint.pod.name"],
  namespace: [
    "io.kubernetes.pod.namespace",
    "io.kubernetes.cri.sandbox-namespace",
    "org.criu.checkpoint.pod.namespace",
  ],
  uid: ["io.kubernetes.pod.uid", "io.kubernetes.cri.sandbox-uid", "org.criu.checkpoint.pod.uid"],
} as const;

/** Reads the facts about the pod, from its own files or from annotations of a container. */
export function podOf({ pod, podConfig }: Sources, annotations: ReadonlyMap<string, string>): Pod {
  const fact = (key: keyof typeof KEYS): string | undefined =>
    KEYS[key].flatMap((name) => annotations.get(name) ?? [])[0] ?? podConfig.text("metadata", key);
  return {
    ...optional("name", fact("name")),
    ...optional("namespace", fact("namespace")),
    ...optional("uid", fact("uid")),
    containers: containersIn(pod.get("containers")),
    ports: podConfig.list("port_mappings").map(portOf),
  };
}

/** Lists containers, from names with the full ones of their folders, or from a list. */
function containersIn(containers: Json): string[] {
  const names = containers.list().flatMap((one) => one.text() ?? []);
  return names.length > 0 ? names : containers.entries().map(([short]) => short);
}

/** Names of the enum Protocol in CRI's API. */
const PROTOCOLS: readonly string[] = ["tcp", "udp", "sctp"];

function portOf(port: Json): PodPort {
  const protocol = port.number("protocol") ?? 0;
  return {
    protocol: PROTOCOLS[protocol] ?? `${protocol}`,
    container: port.number("container_port") ?? 0,
    ...optional("host", port.number("host_port")),
    ...optional("address", port.text("host_ip")),
  };
}
