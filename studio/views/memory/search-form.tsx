import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { Route } from "../../route/route.ts";
import { FORMS, type Form, formOf, type Wanted } from "./pattern.ts";

const TITLES: Readonly<Record<Form, string>> = {
  text: "Text",
  bytes: "Bytes",
  regex: "Regular expression",
  strings: "Strings",
};

const HINTS: Readonly<Record<Form, string>> = {
  text: "a text in UTF-8",
  bytes: "7f 45 4c 46",
  regex: "key=[0-9]+",
  strings: "all, or those with this",
};

/** Form of a search: the form of its pattern, the pattern, and the area. */
export function SearchForm({
  query,
  start,
  inArea,
  setInArea,
}: {
  readonly query: Route["query"];
  readonly start: (wanted: Wanted) => void;
  readonly inArea: boolean;
  readonly setInArea: (is: boolean) => void;
}): JSX.Element {
  const id = useId();
  const [form, setForm] = useState(formOf(query["form"]));
  const [pattern, setPattern] = useState(query["find"] ?? "");
  const submit = (event: Event): void => {
    event.preventDefault();
    start({ form, pattern });
  };
  return (
    <form onSubmit={submit}>
      <h2>Search</h2>
      <div class="search-line">
        <label for={`${id}-form`} class="hidden">
          Form
        </label>
        <select id={`${id}-form`} value={form} onChange={({ currentTarget }) => setForm(formOf(currentTarget.value))}>
          {FORMS.map((one) => (
            <option key={one} value={one}>
              {TITLES[one]}
            </option>
          ))}
        </select>
        <input
          type="search"
          class="mono"
          aria-label="Pattern"
          value={pattern}
          placeholder={HINTS[form]}
          autocomplete="off"
          spellcheck={false}
          required={form !== "strings"}
          onInput={({ currentTarget }) => setPattern(currentTarget.value)}
        />
        <button type="submit">Search</button>
      </div>
      <label>
        <input type="checkbox" checked={inArea} onChange={({ currentTarget }) => setInArea(currentTarget.checked)} />{" "}
        only in the chosen area
      </label>
    </form>
  );
}
