import type { Rule } from "./rule.ts";

export const serviceName: Rule = {
  id: "service-name",
  title: "O_SERVICE and the file's name disagree",
  why: "Images are named *.img; files that CRIU keeps for itself (O_SERVICE, with a head of their own) are not. People and tools recognise the files of a checkpoint by this ending.",
  category: "files",
  severity: "warning",
  *check({ model }) {
    for (const { name, file, flags, at } of model.images) {
      const isService = flags.includes("O_SERVICE");
      const isImage = file.endsWith(".img");
      if (isService !== isImage) continue;
      const message = isService
        ? `\`${name}\` has O_SERVICE, and its file \`${file}\` is named like an image`
        : `\`${name}\` is an image, and its file \`${file}\` does not end in .img`;
      const suggestion = isService ? "remove O_SERVICE or .img" : "add .img, or add O_SERVICE to its flags";
      yield { message, suggestion, at, subjects: [name] };
    }
  },
};
