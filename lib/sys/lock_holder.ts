/**
 * Who holds a lock, for somebody who waits for it, or has waited in vain.
 *
 * The kernel tells of every open file which flock(2) it holds, in
 * /proc/PID/fdinfo. The runtime lets this program open nothing under /proc, so
 * the shell reads for it, only when it has taken long. A holder that
 * cannot be told is "another process".
 *
 * @module
 */

/**
 * Prints the pid, then the command line, of the process with a lock on file $1.
 * The file is compared by device and inode, so that its name does not matter.
 */
const SCRIPT = `
for info in $(grep -ls 'FLOCK.*WRITE' /proc/[0-9]*/fdinfo/*); do
  process=\${info%/fdinfo/*}
  if [ "$process/fd/\${info##*/}" -ef "$1" ]; then
    echo "\${process#/proc/}"
    tr '\\000' ' ' < "$process/cmdline"
    exit
  fi
done`;

/**
 * The holder of the flock(2) on a file, as `process 4711 (postconf -e a=b)`.
 *
 * @param path Absolute path of the locked file.
 */
export async function describeHolder(path: string): Promise<string> {
  const [pid, command = ""] = (await runScript(path)).split("\n");
  if (!pid) return "another process";
  const shown = command.trim();
  return shown === "" ? `process ${pid}` : `process ${pid} (${shown})`;
}

async function runScript(path: string): Promise<string> {
  try {
    const { stdout } = await new Deno.Command("/bin/sh", {
      args: ["-c", SCRIPT, "sh", path],
      clearEnv: true,
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
      stdin: "null",
      stderr: "null",
    }).output();
    return new TextDecoder().decode(stdout);
  } catch {
    return "";
  }
}
