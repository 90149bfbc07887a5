/** Explanation of a code: the fault, and its remedy. */
interface Explanation {
  readonly title: string;
  readonly remedy: string;
}

/** Kind of a finding, for programs. */
export type FindingCode =
  | "missing-file"
  | "unknown-file"
  | "no-file"
  | "orphan-file"
  | "missing-keys"
  | "unknown-id"
  | "duplicate-id"
  | "bad-run"
  | "outside-area"
  | "wrong-size"
  | "missing-parent"
  | "not-in-parent"
  | "odd-entry"
  | "unknown-version"
  | "missing-head"
  | "unexpected-head"
  | "not-in-release"
  | "bad-magic"
  | "swapped-head"
  | "truncated"
  | "overrun"
  | "bad-varint"
  | "bad-tag"
  | "missing-field"
  | "bad-length"
  | "bad-value"
  | "too-deep"
  | "too-large"
  | "too-much"
  | "unknown-field"
  | "unknown-value"
  | "unequal-fields"
  | "wrong-choice"
  | "missing-choice"
  | "over-limit"
  | "wrong-count"
  | "duplicate-value"
  | "bad-range"
  | "host-architecture"
  | "host-page-size"
  | "host-cpu"
  | "host-xsave"
  | "host-kernel"
  | "host-namespace"
  | "host-lsm"
  | "host-cgroup"
  | "host-pid"
  | "host-unknown";

/** Explanations of the codes, in the order of docs/validate.md: those of a whole checkpoint, of one image, and of a machine. */
export const CODES: Readonly<Record<FindingCode, Explanation>> = {
  "missing-file": {
    title: "A file is absent, though an image refers to it or every checkpoint has it.",
    remedy: "Copy the file from the original checkpoint, or dump again.",
  },
  "unknown-file": {
    title: "A file looks like an image, but the schema has no such image.",
    remedy: "A newer release, a fork or a plug-in of CRIU wrote it; update critgen, or give --schema.",
  },
  "no-file": {
    title: "A link, a pipe, a device or a folder has the name of an image.",
    remedy: "Nothing was read from it, because it may lead out of the checkpoint: replace it with the file itself.",
  },
  "orphan-file": {
    title: "No image refers to the id in the name of a file.",
    remedy: "The file is from another checkpoint, or the image that named it has changed; CRIU ignores it.",
  },
  "missing-keys": {
    title: "Images refer to ids, but the checkpoint lacks all images that define such ids.",
    remedy: "Copy the image from the original checkpoint, or dump again.",
  },
  "unknown-id": {
    title: "A field refers to an id that no image defines.",
    remedy: "The image is damaged, edited, or from another checkpoint: compare it with the image that defines the ids.",
  },
  "duplicate-id": {
    title: "Two entries define the same id.",
    remedy: "Remove one of them, or give it a new id in all fields that refer to it.",
  },
  "bad-run": {
    title: "A run of pages is not aligned, or is not in ascending order, or overlaps another.",
    remedy: "CRIU reads runs in their order: the image is damaged, or was edited.",
  },
  "outside-area": {
    title: "A run of pages is not in a memory area that can have pages, or is beyond the end of its segment.",
    remedy: "The images of runs and areas are from different dumps, or one of them is damaged.",
  },
  "wrong-size": {
    title: "The size of a file with pages is not that of the runs that lie in it.",
    remedy: "The file is truncated, or from another checkpoint: copy it from the original one.",
  },
  "missing-parent": {
    title: "Runs of pages lie in the parent checkpoint, but there is none.",
    remedy: "Copy the parent's folder too, and restore the link `parent` to it.",
  },
  "not-in-parent": {
    title: "Runs of pages lie in the parent checkpoint, but that has no such pages.",
    remedy: "The parent is not the dump that this one is based on, or one of them is damaged: use the original chain.",
  },
  "odd-entry": {
    title: "An archive has an entry, or an end, that programs read in different ways.",
    remedy: "Compare the archive with the original; `critgen unpack` writes the files that critgen reads.",
  },
  "unknown-version": {
    title: "The inventory has a version of the format that the schema does not name.",
    remedy: "A newer release or a fork of CRIU wrote it; CRIU refuses versions that it does not know.",
  },
  "missing-head": {
    title: "The version of the inventory has heads, but an image has none.",
    remedy: "The image is from an older checkpoint: copy the one of this checkpoint.",
  },
  "unexpected-head": {
    title: "The version of the inventory has no heads, but an image has one; or the inventory itself has one.",
    remedy: "The image is from another checkpoint: copy the one of this checkpoint.",
  },
  "not-in-release": {
    title: "A release of CRIU does not know an image, a field, a value or the version.",
    remedy: "Restore with a newer release; `critgen compat` lists the releases that know everything.",
  },
  "bad-magic": {
    title: "A file begins with the magic of another image, or with none.",
    remedy: "The file was renamed, overwritten or damaged: copy it from the original checkpoint.",
  },
  "swapped-head": {
    title: "An image has the head of another kind of images.",
    remedy: "An unreleased version of CRIU wrote it, or it is damaged.",
  },
  truncated: {
    title: "A file ends inside of an entry, or before all bytes of an extra.",
    remedy: "Copy the whole file; `critgen decode --tolerate` reads the entries before the cut.",
  },
  overrun: {
    title: "A field reaches past the end of its message.",
    remedy: "The image is damaged there: `critgen dissect` shows the bytes.",
  },
  "bad-varint": {
    title: "A number has more than ten bytes.",
    remedy: "The image is damaged there: `critgen dissect` shows the bytes.",
  },
  "bad-tag": {
    title: "A field has the number 0, or a wire type that protobuf does not have.",
    remedy: "The image is damaged there: `critgen dissect` shows the bytes.",
  },
  "missing-field": {
    title: "A required field is absent.",
    remedy: "CRIU refuses the image: it is damaged, or a program wrote it without the field.",
  },
  "bad-length": {
    title: "A part does not have the length in its length field, or entries are where none are allowed.",
    remedy: "Change the length field, or the part; `critgen dissect` shows the bytes.",
  },
  "bad-value": {
    title: "A field has a value that it cannot hold.",
    remedy: "The image is damaged there: `critgen dissect` shows the bytes.",
  },
  "too-deep": {
    title: "Messages are nested deeper than 100 levels.",
    remedy: "No release of CRIU writes that: the image is damaged, or made to harm its reader.",
  },
  "too-large": {
    title: "A message or an extra is larger than allowed.",
    remedy: "No release of CRIU writes that: the image is damaged, or made to harm its reader.",
  },
  "too-much": {
    title: "The objects of messages need more memory than allowed.",
    remedy: "No release of CRIU writes that: the image is damaged, or made to harm its reader.",
  },
  "unknown-field": {
    title: "A message has a field that the schema does not declare.",
    remedy: "A newer release or a fork of CRIU wrote it; update critgen, or give --schema.",
  },
  "unknown-value": {
    title: "A field has a value that its enum does not name.",
    remedy: "A newer release or a fork of CRIU wrote it, or the image is damaged.",
  },
  "unequal-fields": {
    title: "Two fields of a message, or of an entry and the one that it refers to, must agree, but differ.",
    remedy: "Set both to the same value.",
  },
  "wrong-choice": {
    title: "A field decides which of several others is present, and another one is.",
    remedy: "Set the field to the kind of the message that is present, or replace that message.",
  },
  "missing-choice": {
    title: "A field decides which of several others is present, and that one is absent.",
    remedy: "Set the field to the kind of the message that is present, or add the absent message.",
  },
  "over-limit": {
    title: "A number is too large, or a text too long.",
    remedy: "Set it to a value within the limit.",
  },
  "wrong-count": {
    title: "A list has too few elements, or too many.",
    remedy: "Add the missing elements, or remove the others.",
  },
  "duplicate-value": {
    title: "Two entries of an image have a value that must be unique.",
    remedy: "Remove one of them.",
  },
  "bad-range": {
    title: "A range is empty, or the ranges of a list are not in ascending order, or overlap.",
    remedy: "Sort the list, and correct the ends of the ranges.",
  },
  "host-architecture": {
    title: "The machine has another architecture than the one that dumped.",
    remedy: "Restore on a machine of the architecture of the dump.",
  },
  "host-page-size": {
    title: "Pages have another size on the machine.",
    remedy: "Boot a kernel with pages of the size of the dump.",
  },
  "host-cpu": {
    title: "The processor of the machine lacks a feature that the dump has.",
    remedy:
      "Restore on a processor with at least these features. `--cpu-cap none` makes CRIU restore anyway; processes that use them die later, mostly with exit code 132 or 139.",
  },
  "host-xsave": {
    title: "The processor of the machine saves a state of another size.",
    remedy:
      "Restore on a processor with the same features, or hide the additional ones from processes when you dump and when you restore: libraries have reserved memory for the size of the dump.",
  },
  "host-kernel": {
    title: "The kernel of the machine is older than a feature that the dump uses.",
    remedy: "Restore on a newer kernel; one of a distribution can have the feature nevertheless.",
  },
  "host-namespace": {
    title: "The kernel of the machine lacks a kind of namespaces that the dump has.",
    remedy: "Restore on a kernel with these namespaces.",
  },
  "host-lsm": {
    title: "The machine lacks the security module, or a profile, of processes.",
    remedy: "Load the profile there, or give CRIU another one by `--lsm-profile`.",
  },
  "host-cgroup": {
    title: "The machine lacks a hierarchy of control groups that processes are in.",
    remedy:
      "Restore on a machine with the same version of cgroup and the same controllers, or with `--manage-cgroups=ignore`.",
  },
  "host-pid": {
    title: "A pid is beyond the largest one of the machine.",
    remedy: "Raise kernel.pid_max there.",
  },
  "host-unknown": {
    title: "A fact that decides is unknown: the description of the machine or the checkpoint lacks it.",
    remedy:
      "Make the description again as root, and with the image of `criu cpuinfo dump`: `critgen host --cpuinfo cpuinfo.img`.",
  },
};
