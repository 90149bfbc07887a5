/*
 * Keys of the JSON that engines write: the runtime-spec of OCI, results of CNI and netavark, and files of Podman, CRI-O,
 * containerd, Docker and runc. All other keys are private, such as names of networks and of annotations.
 */

/** Keys that are no secret. */
export const KNOWN_KEYS: ReadonlySet<string> = new Set(
  `
  annotations args capabilities bounding effective inheritable permitted ambient cwd env noNewPrivileges oomScoreAdj
  process rlimits hard soft terminal user uid gid umask additionalGids username consoleSize height width apparmorProfile
  selinuxLabel scheduler hooks prestart createRuntime createContainer startContainer poststart poststop path timeout
  hostname domainname linux cgroupsPath devices fileMode major minor type gidMappings uidMappings containerID hostID size
  intelRdt maskedPaths readonlyPaths mountLabel namespaces resources cpu cpus mems period quota shares realtimePeriod
  realtimeRuntime memory limit reservation swap swappiness disableOOMKiller kernel kernelTCP pids blockIO weight network
  classID priorities hugepageLimits pageSize unified rootfsPropagation seccomp defaultAction architectures syscalls names
  action errnoRet op index value valueTwo sysctl mounts destination source options ociVersion root readonly access allow
  id name rootfsImageName rootfsImageRef rootfsImage runtime ociRuntime createdTime checkpointedTime restoredTime restored
  interfaces mac mac_address subnets ipnet gateway ips address interface routes dst dns domain nameservers search version
  cniVersion sandbox mtu dns_server_ips dns_search_domains Version Pid CreatedAt StartedAt FinishedAt ExitCode Reason
  Message Starting Removing Unknown Resources metadata attempt state created_at createdAt started_at startedAt finished_at
  finishedAt exit_code exitCode image image_ref imageRef reason message labels log_path logPath container_path
  containerPath host_path hostPath propagation selinux_relabel selinuxRelabel created tcp unixSockets shell exit
  emptyNS containers mappings image_id user_specified_image containerPort hostPort container_port host_port protocol
  hostIP host_ip range static_ip StaticMAC PostConfigureNetNS Networks networkMode
  io.container.manager org.opencontainers.image.stopSignal org.systemd.property.KillSignal
  org.systemd.property.TimeoutStopUSec io.kubernetes.cri-o.Annotations io.kubernetes.cri-o.Labels
  io.kubernetes.cri-o.Name io.kubernetes.cri-o.Metadata io.kubernetes.cri-o.Created io.kubernetes.cri-o.ContainerID
  io.kubernetes.cri-o.ContainerName io.kubernetes.cri-o.ContainerType io.kubernetes.cri-o.Image
  io.kubernetes.cri-o.ImageName io.kubernetes.cri-o.ImageRef io.kubernetes.cri-o.LogPath io.kubernetes.cri-o.MountPoint
  io.kubernetes.cri-o.ResolvPath io.kubernetes.cri-o.SandboxID io.kubernetes.cri-o.SandboxName
  io.kubernetes.cri-o.SeccompProfilePath io.kubernetes.cri-o.Stdin io.kubernetes.cri-o.StdinOnce io.kubernetes.cri-o.TTY
  io.kubernetes.cri-o.Volumes io.kubernetes.cri-o.IP.0 io.kubernetes.cri-o.IP.1 io.kubernetes.container.name
  io.kubernetes.pod.name io.kubernetes.pod.namespace io.kubernetes.pod.uid io.kubernetes.pod.terminationGracePeriod
  io.kubernetes.container.hash io.kubernetes.container.restartCount io.kubernetes.container.terminationMessagePath
  io.kubernetes.container.terminationMessagePolicy io.kubernetes.cri.container-name io.kubernetes.cri.container-type
  io.kubernetes.cri.image-name io.kubernetes.cri.sandbox-id io.kubernetes.cri.sandbox-name
  io.kubernetes.cri.sandbox-namespace io.kubernetes.cri.sandbox-uid
  `
    .trim()
    .split(/\s+/),
);

/** Keys with texts that a user writes: no word in them is known to be harmless. Texts under unknown keys are alike. */
export const FREE_KEYS: ReadonlySet<string> = new Set(["env", "args", "message", "Message", "reason", "Reason"]);

/** Keys with ids of users and groups. */
export const ID_KEYS: ReadonlySet<string> = new Set(["uid", "gid", "additionalGids", "containerID", "hostID"]);

/** Keys with ports. */
export const PORT_KEYS: ReadonlySet<string> = new Set(["containerPort", "hostPort", "container_port", "host_port"]);

/** Keys with numbers that are no secret: an index of a list, and sizes of packets. All other numbers become 0. */
export const PUBLIC_NUMBERS: ReadonlySet<string> = new Set(["interface", "mtu"]);
