// Reads and writes the framing of images for peers, because they know only messages: head and magic, then a size before
// each message.

/** Calls `read(start, end)` for each message of an image. */
export function eachMessage(image, read) {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  for (let pos = 8; pos < image.length; ) {
    const size = view.getUint32(pos, true);
    pos += 4;
    read(pos, pos + size);
    pos += size;
  }
}

/** Joins the first eight bytes of an image and its messages, each after its size. */
export function joinMessages(head, messages) {
  const size = messages.reduce((sum, message) => sum + 4 + message.length, 8);
  const image = new Uint8Array(size);
  const view = new DataView(image.buffer);
  image.set(head);
  let pos = 8;
  for (const message of messages) {
    view.setUint32(pos, message.length, true);
    image.set(message, pos + 4);
    pos += 4 + message.length;
  }
  return image;
}

/** Delays `make` until the first use, so that other tasks run without its result in their heap. */
export function lazily(make) {
  let made;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * Builds a peer's tasks from its functions for one message: `decode(kind, image, start, end)`, `encode(kind, message)`.
 * `kindOf` returns the peer's type for the name of a message.
 */
export function peer(images, workload, { kindOf, decode, encode }) {
  const first = workload.first && kindOf(workload.first);
  const entry = kindOf(workload.entry);
  const decodeImage = (image) => {
    const messages = [];
    let kind = first ?? entry;
    eachMessage(image, (start, end) => {
      messages.push(decode(kind, image, start, end));
      kind = entry;
    });
    return messages;
  };
  const encodeImage = (head, messages) =>
    joinMessages(
      head,
      messages.map((message, i) => encode(i === 0 && first ? first : entry, message)),
    );
  const decoded = lazily(() => images.map(decodeImage));
  const heads = images.map((image) => image.subarray(0, 8));
  const encodeAll = (all) => all.map((messages, i) => encodeImage(heads[i], messages));
  return {
    decode: { run: () => images.map(decodeImage), prove: encodeAll },
    encode: { run: () => encodeAll(decoded()), prove: (files) => files },
    decodeImage,
    encodeImage,
  };
}
