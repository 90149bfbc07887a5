type StatusBit =
  | "REGULAR"
  | "STACK"
  | "VSYSCALL"
  | "VDSO"
  | "HEAP"
  | "FILE_PRIVATE"
  | "FILE_SHARED"
  | "ANON_SHARED"
  | "SYSVIPC"
  | "SOCKET"
  | "VVAR"
  | "AIORING"
  | "GUARD";

/** Bits of `vma_entry.status`: type of an area of memory. */
export const STATUS: Readonly<Record<StatusBit, number>> = {
  /** Whether the area is dumped; if not, the kernel provides it. */
  REGULAR: 1 << 0,
  STACK: 1 << 1,
  VSYSCALL: 1 << 2,
  VDSO: 1 << 3,
  HEAP: 1 << 5,
  FILE_PRIVATE: 1 << 6,
  FILE_SHARED: 1 << 7,
  ANON_SHARED: 1 << 8,
  SYSVIPC: 1 << 10,
  SOCKET: 1 << 11,
  VVAR: 1 << 12,
  AIORING: 1 << 13,
  GUARD: 1 << 16,
};
