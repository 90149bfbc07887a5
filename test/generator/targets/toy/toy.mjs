/** A target outside of critgen: it writes what it is given as plain text. The generator does not know it. */
export default {
  naming: {
    language: "Toy",
    canSpell: (code) => code !== "unspeakable",
    declaredBy: ({ messages }) =>
      messages.map(({ name, at }) => ({ kind: "message", name, at, identifiers: [name.toUpperCase()] })),
    reserved: new Set(["TOY"]),
  },
  packageName: {
    example: "toy",
    problemOf: (name) => (name === "joy" ? "a toy cannot have the name `joy`" : undefined),
  },
  parts: ["codec", "json"],
  files: (plan) => [
    ...plan.messages.map((message) => ({
      ...{ path: `${message.code}.txt`, template: "message.txt", source: message.source, view: message },
    })),
    ...plan.images.map((image) => ({ path: `images/${image.code}.txt`, template: "image.txt", view: image })),
    { path: "names.txt", template: "names.txt", source: "display.yaml", view: plan },
  ],
  templates: new URL("./templates/", import.meta.url),
  helpers: () => ({ join: (texts) => texts.join(" and "), upper: (text) => text.toUpperCase() }),
  print: (text, path) => `== ${path}\n${text}`,
  runtime: (files) => [["runtime.txt", `for ${files.length} files\n`]],
  verify: async (files) => ({
    defects: [...files]
      .filter(([, text]) => text.includes("BROKEN"))
      .map(([path]) => ({ path, line: 1, message: "it is broken" })),
    unverified: "there is no `toy` on the PATH",
  }),
};
