/** Formats an address or another 64-bit number that is not a quantity. */
export function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}
