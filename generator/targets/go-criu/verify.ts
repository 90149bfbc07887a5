import { verifyFormat } from "../go/verify.ts";
import type { RenderMap, Verdict } from "../target.ts";

/** Checks the format of rendered files. The messages that their types need are in the module alone. */
export async function verify(files: RenderMap): Promise<Verdict> {
  const unverified = "their types need the module: run `go vet ./crit/... ./magic/...` in it";
  return { unverified, ...(await verifyFormat(files)) };
}
