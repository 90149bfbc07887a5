import type { VerbKey } from "criu-checkpoint/verbs";

/** Value of a field of a form: as a recipe has it, or the reason for which it is none. */
export type FormValue = { readonly value: unknown } | { readonly problem: string };

/** Turns the text of a field into the value of a key. The library checks it again. */
export function formValue(key: VerbKey, text: string): FormValue {
  const { kind, about, words = [] } = key;
  if (kind === "word" || (kind === "integer" && words.includes(text))) {
    return words.includes(text) ? { value: text } : { problem: `${about}: choose one of ${words.join(", ")}` };
  }
  if (kind === "integer" || kind === "number") return numberOf(key, text.trim());
  if (kind === "texts") return { value: text.split(",").map((one) => one.trim()) };
  if (text === "") return kind === "bytes" ? { value: text } : { problem: `${about}: it is empty` };
  if (kind === "path" && !text.startsWith("/")) return { problem: `${about}: an absolute path begins with a slash` };
  return { value: text };
}

function numberOf(
  { kind, about, least = 0, most = Number.MAX_SAFE_INTEGER, words = [] }: VerbKey,
  text: string,
): FormValue {
  const form = kind === "integer" ? /^\d{1,20}$/ : /^\d{1,15}(?:\.\d{1,9})?$/;
  const value = form.test(text) ? (kind === "integer" ? BigInt(text) : Number(text)) : undefined;
  if (value !== undefined && value >= least && value <= most) return { value };
  const others = words.length === 0 ? "" : `, or ${words.join(", ")}`;
  return { problem: `${about}: ${kind === "integer" ? "an integer" : "a number"} from ${least} to ${most}${others}` };
}
