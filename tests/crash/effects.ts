/**
 * Which system calls matter: those that change the files of Postfix instances,
 * and those that read them. Pure.
 *
 * @module
 */

import type { Call } from "./trace.ts";

/** Calls that change a file system when they are about a path in it. */
export const CHANGES: readonly string[] = [
  ...["openat", "write", "pwrite64", "writev", "ftruncate", "truncate"],
  ...["rename", "renameat", "renameat2", "link", "linkat", "symlink"],
  ...["symlinkat", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir"],
  ...["mknod", "mknodat", "chmod", "fchmod", "fchmodat", "chown", "fchown"],
  ...["lchown", "fchownat", "utimensat", "fsync", "fdatasync", "flock"],
  ...["copy_file_range", "sendfile", "fallocate", "setxattr"],
];

/** Calls that only look. */
export const READS: readonly string[] = [
  ...["read", "pread64", "getdents64", "statx"],
];

/** Calls that neither change a file nor can fail in an interesting way. */
export const HARMLESS: ReadonlySet<string> = new Set([
  ...["readlink", "readlinkat", "close", "newfstatat", "fstat", "stat"],
  ...["lstat", "lseek", "fcntl", "ioctl", "access", "faccessat", "mmap"],
  ...["faccessat2", "getcwd", "chdir", "execve", "statfs", "fstatfs", "poll"],
  ...[
    "fadvise64",
    "connect",
    "getxattr",
    "lgetxattr",
    "dup",
    "dup2",
    "epoll_ctl",
  ],
]);

/** Below these, every file of an instance and of the program's cache lies. */
const ROOTS =
  /^\/(etc\/postfix|var\/(spool|lib)\/postfix|var\/cache\/postmulti)/;

/** Directories whose names are synced. */
const PARENTS = /^\/(etc|var\/(spool|lib|cache))$/;

/** Whether a call is about a file that the tests watch. */
export function isWatched({ paths }: Call): boolean {
  return paths.some((path) => ROOTS.test(path) || PARENTS.test(path));
}

/** Whether a call changes something; an openat(2) does when it may create. */
export function isChange(call: Call): boolean {
  if (!CHANGES.includes(call.name) || !isWatched(call)) return false;
  return call.name !== "openat" || /O_CREAT|O_TRUNC/.test(call.args);
}

/** Whether a call reads what the program goes by. */
export function isRead(call: Call): boolean {
  if (!isWatched(call)) return false;
  return READS.includes(call.name) ||
    call.name === "openat" && !/O_CREAT|O_TRUNC/.test(call.args);
}

/** The errors that a call may end with on a broken, full or read-only disk. */
export function errorsFor(call: Call): readonly string[] {
  if (call.name === "openat") {
    return isChange(call)
      ? ["ENOSPC", "EIO", "EROFS", "EACCES", "EMFILE"]
      : ["EIO", "EACCES", "EMFILE"];
  }
  // What is open already is not refused any more.
  if (call.name === "statx" && /^\d/.test(call.args)) return ["EIO"];
  return ERRORS[call.name] ?? ["EIO", "EROFS", "EACCES"];
}

const ERRORS: Readonly<Record<string, readonly string[]>> = {
  write: ["ENOSPC", "EIO"],
  pwrite64: ["ENOSPC", "EIO"],
  ftruncate: ["EIO", "ENOSPC"],
  fsync: ["EIO", "ENOSPC"],
  fdatasync: ["EIO", "ENOSPC"],
  flock: ["EIO", "ENOLCK"],
  mkdir: ["ENOSPC", "EIO", "EROFS", "EACCES"],
  rename: ["ENOSPC", "EIO", "EROFS", "EACCES"],
  read: ["EIO"],
  getdents64: ["EIO"],
  statx: ["EIO", "EACCES"],
};
