import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DecodedImage } from "../compiler/decoder.ts";
import { formatRoute } from "../route/route.ts";
import { LANGUAGES } from "./languages.ts";
import { tryRoute } from "./route.ts";
import { saveBytes } from "./save.ts";
import { LARGEST_IMAGE, share } from "./share.ts";
import type { Trial } from "./use-trial.ts";

interface Props {
  readonly trial: Trial;
  readonly image: DecodedImage | undefined;
}

/** Shares the schema as an address, and downloads it or a package that is generated from it. */
export function Actions({ trial, image }: Props): JSX.Element {
  const [said, setSaid] = useState("");
  const download = async (name: string): Promise<void> => {
    const bytes = await trial.compiler.ask("zip", { language: name === "schema" ? undefined : name });
    setSaid(bytes === undefined ? "The schema has problems: no package is generated." : "");
    if (bytes !== undefined) saveBytes(name === "schema" ? "schema.zip" : `criu-images-${name}.zip`, bytes);
  };
  return (
    <span class="try-actions">
      <Share trial={trial} image={image} />
      <label>
        <span class="hidden">Download</span>
        <select
          value=""
          onChange={({ currentTarget }) => {
            const { value } = currentTarget;
            currentTarget.value = "";
            if (value !== "") void download(value);
          }}
        >
          <option value="">Download…</option>
          <option value="schema">The schema, as zip</option>
          {LANGUAGES.map(({ name, title }) => (
            <option key={name} value={name}>
              The package in {title}, as zip
            </option>
          ))}
        </select>
      </label>
      <span role="status" class="failed">
        {said}
      </span>
    </span>
  );
}

/** Writes the state into the address of the page, and copies that. */
function Share({ trial: { original, texts, start }, image }: Props): JSX.Element {
  const [said, setSaid] = useState("");
  const small = image !== undefined && image.bytes.length <= LARGEST_IMAGE ? image : undefined;
  const write = async (): Promise<void> => {
    const fragment = formatRoute(tryRoute(start, await share(original, texts, small)));
    // The page has this state already: nothing is to read it again.
    history.replaceState(null, "", fragment);
    const left = image !== undefined && small === undefined ? " It lacks the image, which is too large." : "";
    setSaid(`${(await isCopied(location.href)) ? "The address is copied." : "Copy the address of the page."}${left}`);
  };
  return (
    <>
      <button type="button" onClick={() => void write()}>
        Share
      </button>
      <span role="status" class="good">
        {said}
      </span>
    </>
  );
}

async function isCopied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // A page without encryption, or one that may not write there.
    return false;
  }
}
