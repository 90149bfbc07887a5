import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Route } from "../route/route.ts";

type Page = (props: { readonly route: Route }) => JSX.Element;

/** Loads Try when it is asked for: the editor is larger than all the rest of the page. */
export function LazyTry({ route }: { readonly route: Route }): JSX.Element {
  const [loaded, setLoaded] = useState<{ readonly Page?: Page; readonly error?: string }>({});
  useEffect(() => {
    import("./page.tsx").then(
      ({ TryPage }) => setLoaded({ Page: TryPage }),
      (error: unknown) => setLoaded({ error: String(error) }),
    );
  }, []);
  const { Page, error } = loaded;
  if (Page !== undefined) return <Page route={route} />;
  if (error !== undefined) return <p class="failed">The editor cannot be loaded: {error}</p>;
  return (
    <p class="waiting" role="status">
      Loading the editor…
    </p>
  );
}
