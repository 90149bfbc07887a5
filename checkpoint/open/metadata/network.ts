import type { Json } from "../json.ts";

/** An interface of the container's network. */
export interface Interface {
  /** Name of the network; absent if the result has none. */
  readonly network?: string;
  readonly name: string;
  /** Hardware address. */
  readonly mac?: string;
  /** Addresses with the length of their prefix: `10.88.0.9/16`. */
  readonly addresses: readonly string[];
  readonly gateways: readonly string[];
}

/** Reads the interfaces of a network.status: netavark's form, or one or several results of CNI. */
export function interfacesOf(network: Json): Interface[] {
  const results = network.list();
  if (results.length > 0) return results.flatMap((result) => cniInterfaces(result));
  if (network.list("ips").length > 0) return cniInterfaces(network);
  return network
    .entries()
    .flatMap(([name, result]) =>
      result.list("ips").length > 0 ? cniInterfaces(result, name) : netavarkInterfaces(result, name),
    );
}

function netavarkInterfaces(result: Json, network: string): Interface[] {
  return result
    .get("interfaces")
    .entries()
    .map(([name, one]) => ({
      network,
      name,
      ...optional("mac", one.text("mac_address")),
      addresses: one.list("subnets").flatMap((subnet) => subnet.text("ipnet") ?? []),
      gateways: one.list("subnets").flatMap((subnet) => subnet.text("gateway") ?? []),
    }));
}

/** Reads a result of CNI: its addresses refer to interfaces by their index. */
function cniInterfaces(result: Json, network?: string): Interface[] {
  const ips = result.list("ips");
  return result.list("interfaces").flatMap((one, i) => {
    const own = ips.filter((ip) => ip.number("interface") === i);
    if (own.length === 0) return [];
    return {
      ...optional("network", network),
      name: one.text("name") ?? "",
      ...optional("mac", one.text("mac")),
      addresses: own.flatMap((ip) => ip.text("address") ?? []),
      gateways: own.flatMap((ip) => ip.text("gateway") ?? []),
    };
  });
}

/** Returns an object with a key, or an empty one if its value is absent. */
export function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: Value });
}
