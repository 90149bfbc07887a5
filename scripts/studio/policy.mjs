/* Content-Security-Policy of the page. */

/**
 * Returns the policy: nothing but the page's own scripts, styles and worker, and WebAssembly for unpackers.
 *
 * @param scripts and styles: sources of each
 */
export function policyOf(scripts, styles) {
  return [
    "default-src 'none'",
    `script-src ${scripts} 'wasm-unsafe-eval'`,
    // The worker begins as a Blob, so that it has this policy; what it imports counts as a part of it.
    `worker-src blob:${scripts === "'self'" ? " 'self'" : ""}`,
    `style-src ${styles}`,
    "img-src data:",
    // The server of `critgen studio` replaces this: its page reads checkpoints from it.
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Puts a policy into a page, before anything that it governs. */
export function withPolicy(html, policy) {
  return html.replace(
    '<meta charset="utf-8">',
    `<meta charset="utf-8">\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
}

/** Plugin that puts the policy into the built page. */
export function policy() {
  return {
    name: "policy",
    transformIndexHtml: { order: "post", handler: (html) => withPolicy(html, policyOf("'self'", "'self'")) },
  };
}
