import { peer } from "./framing.mjs";
import { peerModule } from "./peer-modules.mjs";

export default async function protobufEs(images, workload) {
  const { messages, fromBinary, toBinary } = await peerModule("protobuf-es");
  return peer(images, workload, {
    kindOf: (name) => messages[`${name}Schema`],
    decode: (kind, image, start, end) => fromBinary(kind, image.subarray(start, end)),
    encode: (kind, message) => toBinary(kind, message),
  });
}
