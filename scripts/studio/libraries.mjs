/*
 * Plugins that change libraries so that they keep the page's policy: it forbids requests, and code from texts. Each fails if
 * its library has changed.
 */

/** Bytes of zstd's decoder without a request: the library reads them from a data URL. */
const withoutFetch = {
  name: "without-fetch",
  transform(code, id) {
    if (!/zstddec.*\.mjs$/.test(id)) return undefined;
    const request =
      /fetch\(`data:application\/wasm;base64,\$\{wasm\}`\)\.then\(\(response\) => response\.arrayBuffer\(\)\)/g;
    const decoded = "Promise.resolve(Uint8Array.from(atob(wasm), (one) => one.charCodeAt(0)))";
    return changed(code, code.replaceAll(request, decoded), "zstddec reads its code");
  },
};

/**
 * Calls LZ4's decoder by a closure: the library makes a function from a text for each function of its WebAssembly. The
 * text names its values, and they are the same here.
 */
const withoutEval = {
  name: "without-eval",
  transform(code, id) {
    if (!/numcodecs\/dist\/lz4\.js$/.test(id)) return undefined;
    const called = code.replace(/= \w+\((\w+)\)\.apply\(null, (\w+)\);/, "= invokerOf($1, $2);");
    return changed(code, `${called}\n${invokerOf}`, "numcodecs calls its code", called);
  },
};

/** The library that packs zstd makes functions from texts, which the policy refuses: the page does without it. */
const withoutPacker = {
  name: "without-packer",
  enforce: "pre",
  resolveId: (id) => (id === "numcodecs/zstd" ? "\0no-packer" : undefined),
  load: (id) =>
    id === "\0no-packer" ? "export default class { constructor() { throw new EvalError(); } }" : undefined,
};

export const KEEP_POLICY = [withoutFetch, withoutEval, withoutPacker];

function changed(code, replaced, reads, part = replaced) {
  if (part === code) throw new Error(`${reads} in another way: change its plugin in scripts/studio/libraries.mjs`);
  return replaced;
}

/**
 * Returns the function that emscripten's embind would make from a text. It converts arguments, calls the function of
 * WebAssembly, and frees what the conversion needed.
 *
 * @param names names of the values, and the text behind them
 */
function invokerOf(names, values) {
  const is = Object.fromEntries(names.slice(0, -1).map((name, i) => [name, values[i]]));
  const hasOwnDestructors = names.some((name) => /^arg\d+Wired_dtor$/.test(name));
  return (...given) => {
    const destructors = hasOwnDestructors ? null : [];
    const wired = given.map((value, i) => is[`argType${i}`].toWireType(destructors, value));
    const result = is.invoker(is.fn, ...wired);
    if (destructors !== null) is.runDestructors(destructors);
    wired.forEach((value, i) => void is[`arg${i}Wired_dtor`]?.(value));
    return is.retType.fromWireType?.(result);
  };
}
