/**
 * Who holds a lock, for a process that waits for it, or has given up waiting.
 *
 * The kernel says of every open file which flock(2) it holds, in
 * /proc/PID/fdinfo. The runtime lets this program open nothing under /proc, so
 * the shell reads for it, when a lock is held by another process. A holder that
 * is unknown is "another process".
 *
 * @module
 */

import { spawn } from "./spawn.ts";

/**
 * Prints the pid of the process with a lock on file $1, "ancestor" if it is an
 * ancestor of our process, else an empty line, and its command line. The file is compared by
 * device and inode, so that its name does not matter.
 */
const SCRIPT = `
for info in $(grep -ls 'FLOCK.*WRITE' /proc/[0-9]*/fdinfo/*); do
  process=\${info%/fdinfo/*}
  [ "$process/fd/\${info##*/}" -ef "$1" ] || continue
  holder=\${process#/proc/}
  relation=
  other=$PPID
  while [ "$other" -gt 1 ] && [ -z "$relation" ]; do
    other=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$other/status") || break
    [ "$other" != "$holder" ] || relation=ancestor
  done
  printf '%s\\n%s\\n' "$holder" "$relation"
  tr '\\000' ' ' < "$process/cmdline"
  exit
done`;

/**
 * The holder of the flock(2) on a file, as `process 4711 (postconf -e a=b)`.
 *
 * @param path Absolute path of the locked file.
 */
export async function describeHolder(path: string): Promise<string> {
  const [pid, , command = ""] = (await runScript(path)).split("\n");
  if (!pid) return "another process";
  const shown = command.trim();
  return shown === "" ? `process ${pid}` : `process ${pid} (${shown})`;
}

/**
 * Whether the flock(2) on a file is held by a process that this one descends from.
 *
 * @param path Absolute path of the locked file.
 */
export async function isHeldByAncestor(path: string): Promise<boolean> {
  const [, relation] = (await runScript(path)).split("\n");
  return relation === "ancestor";
}

async function runScript(path: string): Promise<string> {
  try {
    const { stdout } = await spawn("/bin/sh", {
      args: ["-c", SCRIPT, "sh", path],
      clearEnv: true,
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).output();
    return new TextDecoder().decode(stdout);
  } catch {
    return "";
  }
}
