import { peer } from "./framing.mjs";
import { peerModule } from "./peer-modules.mjs";

export default async function protobufTs(images, workload) {
  const { messages } = await peerModule("protobuf-ts");
  return peer(images, workload, {
    kindOf: (name) => messages[name],
    decode: (kind, image, start, end) => kind.fromBinary(image.subarray(start, end)),
    encode: (kind, message) => kind.toBinary(message),
  });
}
