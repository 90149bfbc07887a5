/*
 * Plugins that change libraries so that they keep the page's policy: it forbids requests, and code from texts. The first fails
 * if its library has changed.
 */

/** Bytes of zstd's decoder without a request: the library reads them from a data URL. */
const withoutFetch = {
  name: "without-fetch",
  transform(code, id) {
    if (!/zstddec.*\.mjs$/.test(id)) return undefined;
    const request =
      /fetch\(`data:application\/wasm;base64,\$\{wasm\}`\)\.then\(\(response\) => response\.arrayBuffer\(\)\)/g;
    const decoded = "Promise.resolve(Uint8Array.from(atob(wasm), (one) => one.charCodeAt(0)))";
    return changed(code, code.replaceAll(request, decoded));
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

export const KEEP_POLICY = [withoutFetch, withoutPacker];

function changed(code, replaced) {
  if (replaced !== code) return replaced;
  throw new Error("zstddec reads its code in another way: change its plugin in scripts/studio/libraries.mjs");
}
