import { unclassified } from "../../generator/model/privacy.ts";
import type { Audited, Found, Rule } from "./rule.ts";

export const unclassifiedContent: Rule = {
  id: "unclassified-content",
  title: "Content has no class of privacy",
  why: "A tool that makes a checkpoint anonymous passes on texts and bytes that it does not know.",
  category: "relations",
  severity: "note",
  check: findings,
};

function* findings({ model }: Audited): Generator<Found> {
  if (model.relations.privacy.length === 0) return;
  const names = model.relations.privacy.map(({ name }) => name).join(", ");
  for (const { path, at } of unclassified(model)) {
    const suggestion = `add it to a class of \`privacy\` in relations.yaml: ${names}`;
    yield { subjects: [path], message: `\`${path}\` has no class of privacy`, suggestion, at };
  }
}
