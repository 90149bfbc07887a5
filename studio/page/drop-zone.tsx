import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { isImageName } from "../engine/image-names.ts";
import { openGiven } from "../opening/opening.ts";
import { droppedFiles } from "../sources/dropped.ts";
import { useStudio } from "../state/studio.ts";

/** Takes folders and archives that are dropped anywhere on the page. */
export function DropZone({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const studio = useStudio();
  const over = useSignal(false);
  useEffect(() => {
    const drag = (event: DragEvent): void => {
      event.preventDefault();
      over.value = true;
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) over.value = false;
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      over.value = false;
      const { dataTransfer } = event;
      if (dataTransfer !== null) void droppedFiles(dataTransfer, isImageName).then((all) => openGiven(studio, all));
    };
    addEventListener("dragover", drag);
    addEventListener("dragleave", leave);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", drag);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", drop);
    };
  }, [studio, over]);
  return <div class={over.value ? "studio over" : "studio"}>{children}</div>;
}
