// Part of every package that critgen 0.1.0 generates: do not edit.

/* CRIU's JSON: the form of images that people read, exchange and edit. */
export { jsonToImage, streamJsonToImage } from "./json-read.ts";
export { imageToJson, type JsonOptions, streamImageToJson } from "./json-write.ts";
