import { useEffect, useMemo, useState } from "preact/hooks";
import type { Problems } from "../compiler/problems.ts";
import { Client } from "../rpc/client.ts";
import { useStudio } from "../state/studio.ts";
import type { Compiler } from "./editor/assist.ts";
import { type Shared, unshare } from "./share.ts";
import { ShareError } from "./share-error.ts";
import { useProblems } from "./use-problems.ts";

/** Texts of a schema, by their paths in it. */
type Texts = ReadonlyMap<string, string>;

/** A schema that is tried, and the functions that change it. */
export interface Trial {
  readonly compiler: Compiler;
  /** Name of the schema that it began with. */
  readonly start: string;
  /** Texts that it began with. */
  readonly original: Texts;
  readonly texts: Texts;
  /** Grows with each change; 0 before the texts are there. */
  readonly version: number;
  /** Problems of the last version that was examined. */
  readonly problems: Problems | undefined;
  /** Image that the address had. */
  readonly image: Shared["image"];
  /** Reason for which the state in the address was refused. */
  readonly refused: string | undefined;
  readonly edit: (path: string, text: string | undefined) => void;
  readonly rename: (from: string, to: string) => void;
}

type Begun = Pick<Trial, "start" | "original" | "image" | "refused">;

/**
 * Begins with a schema; `undefined` until its texts are there.
 *
 * @param fragment state that `share` has written into an address
 */
export function useTrial(start: string, fragment: string | undefined): Trial | undefined {
  const studio = useStudio();
  const compiler = useMemo(() => new Client(studio.compiler()) as Compiler, [studio]);
  const [begun, setBegun] = useState<Begun>();
  const [texts, setTexts] = useState<Texts>(new Map());
  const [version, setVersion] = useState(0);
  const problems = useProblems(compiler, version);
  useEffect(() => {
    let isCurrent = true;
    void begin(compiler, start, fragment).then(({ texts: found, ...rest }) => {
      if (!isCurrent) return;
      setBegun({ start, ...rest });
      setTexts(found);
      setVersion((last) => last + 1);
    });
    return () => {
      isCurrent = false;
    };
  }, [compiler, start, fragment]);
  if (begun === undefined || begun.start !== start) return undefined;
  const edit = (path: string, text: string | undefined): void => {
    void compiler.ask("edit", { path, text }).catch(() => undefined);
    setTexts((known) => withText(known, path, text));
    setVersion((last) => last + 1);
  };
  const rename = (from: string, to: string): void => {
    const text = texts.get(from);
    if (text === undefined) return;
    edit(from, undefined);
    edit(to, text);
  };
  return { compiler, ...begun, texts, version, problems, edit, rename };
}

async function begin(
  compiler: Compiler,
  start: string,
  fragment: string | undefined,
): Promise<Omit<Begun, "start"> & { readonly texts: Texts }> {
  const original = new Map(await compiler.ask("start", { name: start }));
  const { changes, image, refused } = await shared(original, fragment);
  let texts: Texts = original;
  for (const [path, text] of changes) {
    await compiler.ask("edit", { path, text });
    texts = withText(texts, path, text);
  }
  return { original, texts, image, refused };
}

async function shared(original: Texts, fragment: string | undefined): Promise<Shared & Pick<Begun, "refused">> {
  const nothing = { changes: new Map<string, string | undefined>(), image: undefined, refused: undefined };
  if (fragment === undefined) return nothing;
  try {
    return { ...(await unshare(original, fragment)), refused: undefined };
  } catch (error) {
    if (error instanceof ShareError) return { ...nothing, refused: error.message };
    throw error;
  }
}

function withText(texts: Texts, path: string, text: string | undefined): Texts {
  const next = new Map(texts);
  if (text === undefined) next.delete(path);
  else next.set(path, text);
  return next;
}
