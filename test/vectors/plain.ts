import { imageToJson, parseJson, stringifyJson } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";

/** Returns the JSON that crit writes: without the property that keeps what crit's JSON cannot hold. */
export function plainJson(bytes: Uint8Array, file: string): string {
  const image = parseJson(imageToJson(imageLayouts, bytes, { file }));
  return stringifyJson(without(image, "$kept") as never);
}

function without(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, name));
  if (typeof value !== "object" || value === null) return value;
  const others = Object.entries(value).filter(([key]) => key !== name);
  return Object.fromEntries(others.map(([key, item]) => [key, without(item, name)]));
}
