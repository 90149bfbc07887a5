/** A place in the studio, as the fragment of its address has it: `#/pod.tar/image/core-1.img?at=0x40`. */
export interface Route {
  /** Name of an open checkpoint; empty before the first is opened. */
  readonly checkpoint: string;
  readonly view: string;
  /** Steps within the view, such as the name of a file. */
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

/** Reads a fragment, with or without its `#`. One that is not valid names nothing. */
export function parseRoute(fragment: string): Route {
  const [steps = "", query = ""] = split(fragment.replace(/^#?\/?/, ""));
  const [checkpoint = "", view = "", ...path] = steps.split("/").map(decoded);
  return { checkpoint, view, path: path.filter((step) => step !== ""), query: queryOf(query) };
}

/** Writes a route as a fragment. */
export function formatRoute({ checkpoint, view, path, query }: Route): string {
  const steps = [checkpoint, view, ...path].map(encodeURIComponent).join("/");
  const values = Object.entries(query).map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`);
  return `#/${steps}${values.length === 0 ? "" : `?${values.join("&")}`}`;
}

function split(fragment: string): [string, string] {
  const mark = fragment.indexOf("?");
  return mark === -1 ? [fragment, ""] : [fragment.slice(0, mark), fragment.slice(mark + 1)];
}

function queryOf(text: string): Record<string, string> {
  const pairs = text.split("&").filter((pair) => pair !== "");
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key = "", ...value] = pair.split("=");
      return [decoded(key), decoded(value.join("="))];
    }),
  );
}

/** Decodes a step; one with a broken escape stays as it is. */
function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
