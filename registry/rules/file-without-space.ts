import type { Audited, Found, Rule } from "./rule.ts";

export const fileWithoutSpace: Rule = {
  id: "file-without-space",
  title: "An id in a file name belongs to no space",
  why: "Tools that open a checkpoint do not know what the id means: they cannot find the file, nor miss it.",
  category: "files",
  severity: "note",
  check: findings,
};

function* findings({ model }: Audited): Generator<Found> {
  const { spaces } = model.relations;
  if (spaces.length === 0) return;
  const known = new Set(spaces.flatMap(({ files }) => files.map(({ image }) => image)));
  for (const { name, file, at } of model.images) {
    if (!/%l?[udx]/.test(file) || known.has(name)) continue;
    const suggestion = `list ${name} in the \`files\` of a space, such as \`${name}: optional\``;
    yield { subjects: [name], message: `the id in \`${file}\` belongs to no space`, suggestion, at };
  }
}
