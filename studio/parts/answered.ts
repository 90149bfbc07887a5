import type { RequestError } from "../rpc/client.ts";
import type { Progress } from "../rpc/message.ts";

/** State of a question to the worker. */
export type Answered<T> =
  | { readonly state: "waiting"; readonly progress?: Progress }
  | { readonly state: "done"; readonly value: T }
  | { readonly state: "failed"; readonly error: RequestError };
