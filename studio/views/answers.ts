import { compareAnswers } from "./compare/answers.ts";
import { editAnswers } from "./edit/answers.ts";
import { findAnswers } from "./find/answers.ts";
import { imageAnswers } from "./image/answers.ts";
import { memoryAnswers } from "./memory/answers.ts";
import { overviewAnswers } from "./overview/answers.ts";
import { processAnswers } from "./process/answers.ts";

/** Answers of all views, by the names of requests. They run in the worker. */
export const ANSWERS = {
  ...overviewAnswers,
  ...processAnswers,
  ...imageAnswers,
  ...memoryAnswers,
  ...findAnswers,
  ...compareAnswers,
  ...editAnswers,
};
