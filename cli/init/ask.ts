import { autocompleteMultiselect, cancel, intro, isCancel, multiselect, select, text } from "@clack/prompts";
import type { Answers } from "../../generator/init/answers.ts";
import type { Target } from "../../generator/targets/target.ts";
import { DEFAULT_TARGET, TARGETS, targetNamed } from "../../generator/targets/targets.ts";

/** An image to choose. */
interface ImageChoice {
  readonly name: string;
  readonly about: string;
}

/** Asks for the answers that are not given. Returns nothing if the user cancels. */
export async function ask(given: Answers, images: readonly ImageChoice[]): Promise<Answers | undefined> {
  intro("A package with the images that a project reads");
  const targets = given.target ?? (await askForLanguage());
  if (targets === undefined) return cancelled();
  const target = targetNamed(targets[0] ?? "") ?? DEFAULT_TARGET;
  // A config names only a target other than the default.
  const isDefault = given.target === undefined && target === DEFAULT_TARGET;
  const answers: Record<string, unknown> = { ...given, ...(!isDefault && { target: targets }) };
  for (const [key, question] of Object.entries(questions(images, target))) {
    if (answers[key] !== undefined || (key === "name" && targets.length > 1)) continue;
    if (key === "output" && (!answers["name"] || target.build === undefined)) continue;
    const answer = await question();
    if (isCancel(answer)) return cancelled();
    answers[key] = answer;
  }
  return withoutEmpty(answers);
}

function cancelled(): undefined {
  cancel("Nothing was written.");
}

/** Asks for the language, because the other questions depend on it. Returns nothing if the user cancels. */
async function askForLanguage(): Promise<[string] | undefined> {
  const answer = await select({
    message: "Language of the package?",
    options: Object.entries(TARGETS).map(([value, { naming, packageName }]) => {
      return { value, label: naming.language, hint: `such as ${packageName.example}` };
    }),
  });
  return isCancel(answer) ? undefined : [answer];
}

/** Questions by the key of their answer, in the order of asking. */
function questions(images: readonly ImageChoice[], target: Target) {
  return { ...questionsOnContent(images, target), ...questionsOnResult() };
}

function questionsOnContent(images: readonly ImageChoice[], target: Target) {
  return {
    name: () =>
      text({
        message: "Name of the package? Leave it empty for a folder of modules in this project.",
        placeholder: target.packageName.example,
        defaultValue: "",
        validate: (name) => (name ? target.packageName.problemOf(name) : undefined),
      }),
    images: () =>
      autocompleteMultiselect({
        message: "Which images does the project read? Type to search, Tab to choose; none for all.",
        options: images.map(({ name, about }) => ({ value: name, label: name, hint: about })),
        maxItems: 10,
        required: false,
      }),
    parts: () =>
      multiselect({
        message: "More parts?",
        options: [
          { value: "json", label: "json", hint: "CRIU's JSON, both ways" },
          { value: "node", label: "node", hint: "files and folders" },
          { value: "columns", label: "columns", hint: "entries as typed arrays" },
          { value: "relations", label: "relations", hint: "ids, references and private content" },
          { value: "history", label: "history", hint: "releases of CRIU, and what each writes" },
          { value: "schema", label: "schema", hint: "messages and fields as data, for tools" },
        ].filter(({ value }) => target.parts.some((part) => part === value)),
        required: false,
      }),
  };
}

function questionsOnResult() {
  return {
    output: () =>
      select({
        message: "Output language?",
        options: [
          { value: "package", label: "JavaScript", hint: "with declarations, ready to publish" },
          { value: "sources", label: "TypeScript", hint: "a package that a workspace builds" },
        ],
      }),
    out: () => text({ message: "Output folder?", placeholder: "generated", defaultValue: "generated" }),
  };
}

/** Removes empty answers. */
function withoutEmpty({ name, images, parts, ...rest }: Record<string, unknown>): Answers {
  const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  return {
    ...rest,
    ...(typeof name === "string" && name !== "" && { name }),
    ...(list(images).length > 0 && { images: list(images) }),
    parts: ["codec", ...list(parts).filter((part) => part !== "codec")],
  };
}
