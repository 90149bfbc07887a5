import type { JSX } from "preact";
import { Show } from "../../parts/answer.tsx";
import { useAnswer } from "../ask.ts";
import type { View, ViewProps } from "../view.ts";
import { ImageList } from "./image-list.tsx";
import { ImagePane } from "./image-pane.tsx";
import { ImageTable } from "./image-table.tsx";

/** The images of a checkpoint, each as a tree of its entries and as bytes. */
export const imageView: View = { name: "image", title: "Images", Page: ImagePage };

function ImagePage({ checkpoint: { name }, route }: ViewProps): JSX.Element {
  const list = useAnswer(name, "image.list", {});
  const [file] = route.path;
  return (
    <div class="image-page">
      <h1 class="hidden">Images of {name}</h1>
      <Show answered={list} what="the list of images">
        {(images) => (
          <>
            <ImageList checkpoint={name} images={images} shown={file} />
            {file === undefined ? <ImageTable checkpoint={name} images={images} /> : null}
          </>
        )}
      </Show>
      {file === undefined ? null : <ImagePane key={file} checkpoint={name} file={file} route={route} />}
    </div>
  );
}
