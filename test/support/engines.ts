import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./schema.ts";

/** Metadata in the form that Podman writes beside the images. */
const FILES: Readonly<Record<string, object>> = {
  "config.dump": {
    ...{ id: "3f00aa", name: "web", rootfsImageName: "docker.io/library/nginx:1", runtime: "crun" },
    ...{ createdTime: "2026-01-01T00:00:00Z", checkpointedTime: "2026-01-02T00:00:00Z" },
  },
  "spec.dump": {
    ociVersion: "1.0.2",
    hostname: "h1",
    process: { args: ["nginx", "-g"] },
    annotations: { "io.container.manager": "libpod" },
    mounts: [{ destination: "/proc", type: "proc", source: "proc", options: ["nosuid"] }],
  },
  "network.status": {
    podman: {
      interfaces: { eth0: { mac_address: "aa:bb", subnets: [{ ipnet: "10.88.0.9/16", gateway: "10.88.0.1" }] } },
    },
  },
};

/** Makes a folder with images in `checkpoint` and the metadata of Podman beside it. */
export function engineFolder(images: string): string {
  const folder = temporaryFolder();
  cpSync(images, join(folder, "checkpoint"), { recursive: true });
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, name), JSON.stringify(content));
  return folder;
}
