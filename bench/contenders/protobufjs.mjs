import { lazily, peer } from "./framing.mjs";
import { peerModule } from "./peer-modules.mjs";

export default async function protobufjs(images, workload) {
  const { messages, minimal } = await peerModule("protobufjs");
  const both = peer(images, workload, {
    kindOf: (name) => messages[name],
    decode(kind, image, start, end) {
      const reader = minimal.Reader.create(image);
      reader.pos = start;
      return kind.decode(reader, end - start);
    },
    encode: (kind, message) => kind.encode(message).finish(),
  });
  const kinds = [workload.first, workload.entry].filter(Boolean).map((name) => messages[name]);
  const kindAt = (i) => kinds[i] ?? kinds.at(-1);
  const options = { longs: String, enums: String, bytes: String };
  const toText = (image) =>
    JSON.stringify({
      magic: workload.image.toUpperCase(),
      entries: both.decodeImage(image).map((message, i) => kindAt(i).toObject(message, options)),
    });
  const fromText = (text, i) =>
    both.encodeImage(
      images[i].subarray(0, 8),
      JSON.parse(text).entries.map((entry, i) => kindAt(i).fromObject(entry)),
    );
  const texts = lazily(() => images.map(toText));
  return {
    ...both,
    "to JSON": { run: () => images.map(toText), prove: (texts) => texts },
    "from JSON": { run: () => texts().map(fromText), prove: (files) => files },
  };
}
