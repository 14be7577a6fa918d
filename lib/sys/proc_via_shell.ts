/**
 * Looking at what the runtime keeps from this program: anything in /dev and /proc.
 * The shell looks for it, so this is for what is hardly ever asked.
 *
 * @module
 */

import { captureOutput } from "./capture.ts";

const SHELL = "/bin/sh";

/**
 * Whether there is a socket at a path, symbolic links followed.
 *
 * @throws {FatalError} When there is no shell.
 */
export function isSocket(path: string): boolean {
  const script = '[ ! -S "$1" ] || echo yes';
  return captureOutput(SHELL, ["-c", script, "sh", path]).length > 0;
}

/**
 * The TCP sockets of this host's network, as the kernel lists them; see proc(5).
 *
 * @returns "" where it does not.
 * @throws {FatalError} When there is no shell.
 */
export function tcpSockets(): string {
  const script = "cat /proc/net/tcp /proc/net/tcp6 2> /dev/null; exit 0";
  return new TextDecoder().decode(captureOutput(SHELL, ["-c", script]));
}

/**
 * The control groups that this program is in; see cgroups(7).
 *
 * @returns "" where there are none.
 * @throws {FatalError} When there is no shell.
 */
export function ownControlGroups(): string {
  const script = "cat /proc/self/cgroup 2> /dev/null; exit 0";
  return new TextDecoder().decode(captureOutput(SHELL, ["-c", script]));
}
