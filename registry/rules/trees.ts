import { HEADS } from "../../generator/model/criu-names.ts";
import type { Changed, Model, Renamed } from "../../generator/model/model.ts";
import type { Location } from "../../generator/model/problem.ts";
import type { Disagreement } from "../against/compare.ts";
import type { Audited, Found, Rule } from "./rule.ts";

export const treeHasMore: Rule = {
  id: "tree-has-more",
  title: "The table lacks something that a project has",
  why: "Reported with `--against`. If CRIU has it, critgen cannot read it; if another project has it and CRIU does not, it was invented there, or is left over.",
  category: "trees",
  severity: "error",
  check: (audited) =>
    found(audited, "tree has more", ({ what, name, detail, there }, project) => ({
      message: `${project} has ${withArticle(what)} \`${name}\`${inBrackets(detail)}${placed(there)}, and the table has none`,
      suggestion: project === "CRIU" ? "`critgen import` adds it" : `ask ${project} about it, or add it here`,
    })),
};

export const treeLacks: Rule = {
  id: "tree-lacks",
  title: "A project lacks something that the table has",
  why: "Reported with `--against`. If CRIU lacks it, CRIU has dropped it, or it is an extension; if another project lacks it, that project cannot read it.",
  category: "trees",
  severity: "note",
  check: (audited) =>
    found(audited, "tree lacks", ({ what, name, detail }, project) => ({
      message: `${project} has no ${what} \`${name}\`${inBrackets(detail)}`,
      suggestion: project === "CRIU" ? "if CRIU dropped it, `critgen import` removes it" : `report it to ${project}`,
    })),
};

export const treeDiffers: Rule = {
  id: "tree-differs",
  title: "The table and a project disagree",
  why: "Reported with `--against`. Both have the thing, and one of them reads or shows it wrongly.",
  category: "trees",
  severity: "error",
  check: (audited) =>
    found(audited, "differs", ({ what, name, event, detail, there }, project) => ({
      message: `${what} \`${name}\` differs in ${project}${inBrackets(event ? `${event}: ${detail}` : detail)}${placed(there)}`,
      suggestion: project === "CRIU" ? "`critgen import` updates the schema" : "find out which side is right",
    })),
};

export const treeCollision: Rule = {
  id: "tree-collision",
  title: "A number has two meanings in two projects",
  why: "Reported with two `--against`. A file or a request of one project means something else to the other, and nothing tells the two apart. Bits, codes, fields, values, magics and the fields of CRIU's service count.",
  category: "trees",
  severity: "error",
  *check({ model, collisions }) {
    for (const { what, owner, sides } of collisions) {
      const [one, other] = sides;
      const told = sides.map(({ text, place }) => `\`${text}\` in ${place}`).join(", and ");
      const message = `${what}${owner === "" ? "" : ` of \`${owner}\``}: ${told}`;
      const paths = sides.map(({ name }) => (owner === "" ? name : `${owner}.${name}`));
      const subjects = [...new Set(paths), what, one.project, other.project];
      const found = { message, at: placeOf(model, paths[0] ?? owner), subjects };
      const release = releaseBetween(model.history, owner, [one.name, other.name]);
      if (release === undefined) {
        yield { ...found, suggestion: "report it to both, before a release has either of them" };
      } else {
        const suggestion = `${release} changed it, and one of the trees is older: \`critgen diff\` shows whom that breaks`;
        yield { ...found, severity: "note", suggestion };
      }
    }
  },
};

/** Returns the release that made one meaning of a number the other, if the history has such a change. */
function releaseBetween(
  { renamed, changed }: Model["history"],
  owner: string,
  names: readonly [string, string],
): string | undefined {
  const isRename = ({ name, from }: Renamed): boolean =>
    names.includes(from) && names.some((other) => other !== from && name === `${owner}.${other}`);
  const isChange = ({ name }: Changed): boolean => names[0] === names[1] && name === `${owner}.${names[0]}`;
  return (renamed.find(isRename) ?? changed.find(isChange))?.release;
}

type Tell = (disagreement: Disagreement, project: string) => Pick<Found, "message" | "suggestion">;

function* found({ model, trees }: Audited, which: Disagreement["which"], tell: Tell): Generator<Found> {
  for (const { project, older, disagreements } of trees) {
    for (const disagreement of disagreements.filter((one) => one.which === which)) {
      const { what, name, event, since } = disagreement;
      const subjects = [name, event === undefined ? what : `${what} ${event}`, project];
      const told = { ...tell(disagreement, project), at: placeOf(model, name), subjects };
      yield { ...told, ...behind(since === undefined ? older : `older than ${since}`, model.criu) };
    }
  }
}

/** Turns a difference from an older tree into a note: the table need not go back to it. */
function behind(older: string | undefined, table: string): Pick<Found, "severity" | "suggestion"> {
  if (older === undefined) return {};
  const suggestion = `the tree is ${older}, and the table is of ${table}: \`critgen diff\` shows the changes in between`;
  return { severity: "note", suggestion };
}

function placed(there: string | undefined): string {
  return there === undefined ? "" : ` at ${there}`;
}

function inBrackets(detail: string): string {
  return detail === "" ? "" : ` (${detail})`;
}

function withArticle(what: string): string {
  return `${/^[aeiou]/.test(what) ? "an" : "a"} ${what}`;
}

/** Returns the place of the definition with this name, or of its owner; else the beginning of the table. */
function placeOf({ heads, images, reserved, rowless, messages, enums }: Model, name: string): Location {
  const head = Object.values(heads).find((one) => HEADS.get(one.name) === name);
  if (head !== undefined) return head.at;
  const owner = name.slice(0, name.lastIndexOf("."));
  const field = messages.find((message) => message.name === owner)?.fields.find((f) => name === `${owner}.${f.name}`);
  const named = [...images, ...reserved, ...rowless, ...messages, ...enums];
  const definition = field ?? named.find((one) => one.name === name) ?? named.find((one) => one.name === owner);
  return definition?.at ?? { file: "images.yaml", line: 1, column: 1 };
}
