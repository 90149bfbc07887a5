import type { Handlers, Port } from "../rpc/message.ts";
import { serve } from "../rpc/server.ts";
import { compilerHandlers } from "./handlers.ts";

// Inside of a worker, the global object is the port to the page.
serve(globalThis as unknown as Port, compilerHandlers() as Handlers);
