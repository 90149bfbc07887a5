import type { Rule } from "./rule.ts";

export const serviceName: Rule = {
  id: "service-name",
  title: "O_SERVICE and the file's name disagree",
  why: "Images are called *.img, and what CRIU keeps for itself (O_SERVICE, with a head of its own) is not: people and tools go by the ending to know what belongs to a checkpoint.",
  category: "files",
  severity: "warning",
  *check({ model }) {
    for (const { name, file, flags, at } of model.images) {
      const isService = flags.includes("O_SERVICE");
      const isImage = file.endsWith(".img");
      if (isService !== isImage) continue;
      const message = isService
        ? `\`${name}\` has O_SERVICE, and its file \`${file}\` is called like an image`
        : `\`${name}\` is an image, and its file \`${file}\` does not end in .img`;
      const suggestion = isService ? "leave O_SERVICE or .img out" : "add .img, or O_SERVICE to its flags";
      yield { message, suggestion, at, subjects: [name] };
    }
  },
};
