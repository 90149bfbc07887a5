import { METADATA_FILES } from "../open/metadata/sources.ts";

/** Content of a file beside the images. */
export type Kind = "metadata" | "log" | "archive" | "unknown";

const METADATA: ReadonlySet<string> = new Set(METADATA_FILES);

/** Tells the content of a file by its name, without folders. */
export function kindOfFile(name: string): Kind {
  if (METADATA.has(name)) return "metadata";
  if (/(?:\.log|\.LogPath)$/.test(name)) return "log";
  return /\.tar(?:\.[a-z0-9]+)?$/.test(name) ? "archive" : "unknown";
}

/** Names of folders and files of engines, and words of their metadata: all are harmless. */
export const ENGINE_WORDS: readonly string[] = [
  ...["checkpoint", "pre-checkpoint", "checkpoints", "artifacts", "volumes", "parent", "dump", "restore"],
  ...["config.dump", "spec.dump", "status.dump", "status", "network.status", "bind.mounts", "config.json", "pod.dump"],
  ...["descriptors.json", "deleted.files", "pod.options", "stats-dump", "stats-restore", "rootfs-diff.tar"],
  ...["devshm-checkpoint.tar", "dump.log", "restore.log", "ctr.log", "container.log", "io.kubernetes.cri-o.LogPath"],
  ...["runc", "crun", "youki", "kata", "gvisor", "runsc", "io.containerd.runc.v2", "libpod", "cri-o", "bind", "rbind"],
  ...["private", "rprivate", "shared", "rshared", "slave", "rslave", "sha256", "pipe", "socket", "bridge", "loopback"],
  ...["linux", "amd64", "arm64", "x86_64", "aarch64", "true", "false", "CONTAINER_RUNNING", "CONTAINER_EXITED"],
];
