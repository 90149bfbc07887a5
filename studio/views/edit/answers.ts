import type { Answer, Summary } from "../../engine/opened.ts";
import type { Forms } from "../../parts/forms.ts";
import type { Wanted } from "./archive.ts";
import type { Preview } from "./preview.ts";
import type { RecipeLines } from "./recipe-text.ts";

/* The code of each answer is loaded when it is needed. */

interface Text {
  /** Text of the recipe. */
  readonly text: string;
}

const steps: Answer<Text, RecipeLines> = async (_, { text }) => (await import("./recipe-text.ts")).recipeLines(text);

/** Adds a step with values that a form has checked. */
const add: Answer<Text & { readonly verb: string; readonly value: unknown }, string> = async (
  _,
  { text, verb, value },
) => (await import("./recipe-text.ts")).withStep(text, verb, value);

/** Adds a step that sets a field, after the type of the value is checked. @throws {EditError} if it is wrong */
const set: Answer<Text & { readonly path: string; readonly value: string }, string> = async (
  opened,
  { text, path, value },
  { signal },
) => {
  const [{ withStep }, { parsedYaml }, { editCheckpoint }] = await Promise.all([
    import("./recipe-text.ts"),
    import("../../../inspect/recipe/steps.ts"),
    import("criu-checkpoint"),
  ]);
  const step = { [path]: parsedYaml(value, path) };
  await editCheckpoint(opened.checkpoint, [{ set: step }], { signal, isUnchecked: true });
  return withStep(text, "set", step);
};

const remove: Answer<Text & { readonly index: number }, string> = async (_, { text, index }) =>
  (await import("./recipe-text.ts")).withoutStep(text, index);

const preview: Answer<Text, Preview> = async (opened, { text }, call) =>
  (await import("./preview.ts")).previewOf(opened, text, call);

const archive: Answer<Wanted, Blob | undefined> = async (opened, wanted, call) =>
  (await import("./archive.ts")).archiveBy(opened, wanted, call);

/** Opens the edited checkpoint beside the others. */
const open: Answer<Text, Summary> = async (opened, { text }, call) => {
  const { checkpoint } = await (await import("./edited.ts")).editedBy(opened, text, call);
  return opened.all.add(`${opened.name} edited`, checkpoint, opened);
};

const forms: Answer<Text, Forms> = async ({ name }, { text }) => (await import("./forms.ts")).recipeForms(name, text);

/** Answers about recipes and their results. */
export const editAnswers = {
  "edit.steps": steps,
  "edit.add": add,
  "edit.set": set,
  "edit.remove": remove,
  "edit.preview": preview,
  "edit.archive": archive,
  "edit.open": open,
  "edit.forms": forms,
};
