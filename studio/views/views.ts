import { compareView } from "./compare/page.tsx";
import { editView } from "./edit/page.tsx";
import { findView } from "./find/page.tsx";
import { imageView } from "./image/page.tsx";
import { memoryView } from "./memory/page.tsx";
import { overviewView } from "./overview/page.tsx";
import { processView } from "./process/page.tsx";
import type { View } from "./view.ts";

/** Views in the order of the navigation; the first is shown if a fragment names none. A folder each. */
export const VIEWS: readonly View[] = [
  overviewView,
  processView,
  imageView,
  memoryView,
  findView,
  compareView,
  editView,
];
