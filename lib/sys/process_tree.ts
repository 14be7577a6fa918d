/**
 * A process and all that it has started.
 *
 * Known weak spot: a daemon that has left its parent behind is out of reach.
 *
 * @module
 */

import { runSync } from "./spawn.ts";

const SHELL = "/bin/sh";

/** Everybody is found before the first is killed, and so still has a parent. */
const KILL_ALL = "all=\n" +
  'find_all() { all="$all $1"; for child in ' +
  "$(cat /proc/$1/task/*/children 2> /dev/null); do find_all $child; done; }\n" +
  'find_all "$1"; kill -KILL $all';

/** Kill a process, its children, and theirs, whatever sessions they are in. */
export function killTree(pid: number): void {
  runSync(SHELL, {
    args: ["-c", KILL_ALL, "sh", `${pid}`],
    clearEnv: true,
    env: { PATH: "/usr/bin:/bin" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  });
}
