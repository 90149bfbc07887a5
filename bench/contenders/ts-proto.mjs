import { peer } from "./framing.mjs";
import { peerModule } from "./peer-modules.mjs";

export default async function tsProto(images, workload) {
  const { messages } = await peerModule("ts-proto");
  return peer(images, workload, {
    kindOf: (name) => messages[name],
    decode: (kind, image, start, end) => kind.decode(image.subarray(start, end)),
    encode: (kind, message) => kind.encode(message).finish(),
  });
}
