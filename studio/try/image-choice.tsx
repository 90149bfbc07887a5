import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { DecodedImage } from "../compiler/decoder.ts";
import { visible } from "../parts/text.ts";
import { useStudio } from "../state/studio.ts";
import { useAnswer, useAsk } from "../views/ask.ts";
import { givenImage, LARGEST } from "./given-image.ts";
import { pastedBytes } from "./pasted.ts";
import type { Trial } from "./use-trial.ts";

interface Props {
  readonly trial: Trial;
  readonly choose: (image: DecodedImage) => void;
}

/** Sources of an image to decode: a file, pasted bytes, a sample, or an open checkpoint. */
export function ImageChoice({ trial, choose }: Props): JSX.Element {
  const { checkpoints } = useStudio();
  const [problem, setProblem] = useState<string>();
  const [isPasting, setPasting] = useState(false);
  const [checkpoint, setCheckpoint] = useState("");
  const take = async (image: () => Promise<DecodedImage | undefined>): Promise<void> => {
    try {
      const found = await image();
      setProblem(undefined);
      if (found !== undefined) choose(found);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <div class="try-tools">
      <label class="button">
        Open an image…
        <input
          class="hidden"
          type="file"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            currentTarget.value = "";
            if (file !== undefined) void take(() => givenImage(file));
          }}
        />
      </label>
      <button type="button" onClick={() => setPasting(!isPasting)} aria-expanded={isPasting}>
        Paste bytes…
      </button>
      <button type="button" onClick={() => void take(() => trial.compiler.ask("sample", undefined))}>
        Take a sample
      </button>
      {checkpoints.value.length === 0 ? null : (
        <label>
          <span class="hidden">Checkpoint</span>
          <select value={checkpoint} onChange={({ currentTarget }) => setCheckpoint(currentTarget.value)}>
            <option value="">Of a checkpoint…</option>
            {checkpoints.value.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {checkpoint === "" ? null : <OfCheckpoint checkpoint={checkpoint} take={take} />}
      {isPasting ? <Paste take={take} done={() => setPasting(false)} /> : null}
      {problem === undefined ? null : (
        <p class="failed" role="alert">
          {visible(problem)}
        </p>
      )}
    </div>
  );
}

type Take = (image: () => Promise<DecodedImage | undefined>) => Promise<void>;

/** Images of an open checkpoint. */
function OfCheckpoint({ checkpoint, take }: { readonly checkpoint: string; readonly take: Take }): JSX.Element | null {
  const ask = useAsk(checkpoint);
  const list = useAnswer(checkpoint, "image.list", {});
  if (list.state !== "done") return null;
  const read = async (file: string): Promise<DecodedImage> => {
    const size = list.value.find((one) => one.file === file)?.size ?? 0;
    if (size > LARGEST) throw new Error(`${file} is larger than ${LARGEST} bytes`);
    return { name: file, bytes: await ask("image.bytes", { file, from: 0, to: size }) };
  };
  return (
    <label>
      <span class="hidden">Image</span>
      <select
        value=""
        onChange={({ currentTarget }) => {
          const file = currentTarget.value;
          if (file !== "") void take(() => read(file));
        }}
      >
        <option value="">Image…</option>
        {list.value.map(({ file }) => (
          <option key={file} value={file}>
            {visible(file)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Paste({ take, done }: { readonly take: Take; readonly done: () => void }): JSX.Element {
  const [text, setText] = useState("");
  const [name, setName] = useState("pasted.img");
  return (
    <form
      class="try-paste"
      onSubmit={(event) => {
        event.preventDefault();
        void take(async () => {
          const bytes = pastedBytes(text);
          done();
          return { name, bytes };
        });
      }}
    >
      <label>
        Hexadecimal or base64
        <textarea
          rows={4}
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <label>
        Name of the image{" "}
        <input type="text" value={name} onInput={({ currentTarget }) => setName(currentTarget.value)} />
      </label>
      <button type="submit" disabled={text.trim() === ""}>
        Decode
      </button>
    </form>
  );
}
