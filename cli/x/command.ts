import type { Command } from "commander";
import { withFormat } from "../options/format.ts";
import { withParents } from "../options/parents.ts";
import { action } from "../run/action.ts";

const EXAMPLES = `
Listings:
  ps      the processes as a tree
  tree    the same with command lines and states
  fds     the open files, working directory and root of each process; or fd
  mems    the memory areas of each process; or mem
  rss     the pages in the images of each process, and their areas
  sk      the sockets of each process
  env     the environment of each process
  mounts  the mounts of each namespace
  meta    the container, as its engine describes it
  stats   the figures of the dump and the restore

A checkpoint is a folder of images, an archive of Podman, CRI-O, containerd or
the kubelet (tar; plain, gzip, bzip2, xz or zstd), an image layout of OCI, or a
stream of criu-image-streamer. Nothing is unpacked to the disk, and only regular
files of a folder are read: no links, pipes or devices.

Examples:
  critgen x checkpoint ps           the processes of one checkpoint
  critgen x web.tar.zst tree        of an archive of Podman
  critgen x checkpoint mems --json  for a program; addresses are hex strings
  critgen x checkpoints/* sk        several checkpoints, one after the other
  critgen x last.tar env --parent pre.tar   pages of an earlier dump

Exit code: 0 done; 1 the inventory names an unknown version of the format, so
the output may be wrong; 2 an argument is no checkpoint, or an image is broken.
`;

export function defineX(program: Command): void {
  const command = program
    .command("x")
    .usage("[options] <checkpoint...> <listing>")
    .summary("explore a checkpoint")
    .description(
      "Shows what a checkpoint holds; ps, fds, mems and rss as `crit x` does. Control characters in names are escaped.",
    )
    .argument("<checkpoint...>", "folders or archives, and last the listing")
    .option("--json", "print JSON on standard output", false);
  withFormat(withParents(command)).addHelpText("after", EXAMPLES);
  command.action(action(() => import("./run.ts")));
}
