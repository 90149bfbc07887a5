import { isDeepStrictEqual } from "node:util";
import { kebabCase } from "../../generator/model/names.ts";
import { type Plain, referenceDecode } from "../support/reference.ts";
import { asTheirs, DIFFERENCES, holdsUnnamed } from "./differences.ts";
import { Finding, outcome } from "./outcome.ts";

/* Compares the package with protobufjs: both accept the same messages and read the same values, with few exceptions. */

type Decode = (bytes: Uint8Array) => object;

const decoders = new Map<string, Promise<Decode>>();

function decoderOf(message: string): Promise<Decode> {
  const known = decoders.get(message) ?? load(message);
  decoders.set(message, known);
  return known;
}

async function load(message: string): Promise<Decode> {
  const module = (await import(`criu-images/messages/${kebabCase(message)}`)) as object;
  return Object.entries(module).find(([name]) => name.startsWith("decode"))?.[1] as Decode;
}

/**
 * Reads a message with this package and with protobufjs, and compares the outcomes.
 *
 * @returns name of an allowed difference, if there is one
 * @throws {Finding} for any other difference
 */
export async function checkOracle(message: string, bytes: Uint8Array): Promise<string | undefined> {
  const decode = await decoderOf(message);
  const ours = outcome(`${message} alone`, bytes.length, () => decode(bytes));
  const theirs = attempt(() => referenceDecode(message, bytes));
  if (theirs instanceof Error || ours.error !== undefined) {
    const refused = theirs instanceof Error ? theirs : undefined;
    if (refused !== undefined && ours.error !== undefined) return undefined;
    const unnamed = ours.error === undefined && holdsUnnamed(message, ours.value as Plain);
    const found = DIFFERENCES.find((difference) => difference.is({ ours: ours.error, theirs: refused, unnamed }));
    if (found !== undefined) return found.name;
    const hex = Buffer.from(bytes).toString("hex");
    throw new Finding(
      `${message} ${hex}: ours ${ours.error?.message ?? "takes it"}, theirs ${refused?.message ?? "takes it"}`,
    );
  }
  const mine = asTheirs(message, ours.value as Plain);
  if (!isDeepStrictEqual(mine, theirs)) {
    // In protobufjs, an unnamed number does not replace an earlier named number.
    if (holdsUnnamed(message, ours.value as Plain)) return "unnamed-enum";
    const hex = Buffer.from(bytes).toString("hex");
    throw new Finding(`${message} ${hex} is not the same to protobufjs`);
  }
  return undefined;
}

function attempt<T>(read: () => T): T | Error {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
