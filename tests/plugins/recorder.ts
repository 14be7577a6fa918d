/**
 * Two plugins that write down how they were called, and the second of which does
 * as it is told; and what they have written.
 *
 * @module
 */

import type { PluginEvent } from "../../plugins/api.ts";

/** The ids of the two plugins. */
export const RECORDERS = ["10-rec", "20-rec"] as const;

/** What the second does in its pre hook. */
export type Mode = "" | "veto" | "delegate" | "interrupt" | "spoil";

/** One call that was written down. */
export interface Call {
  /** The arguments. */
  readonly argv: readonly string[];
  /** The whole environment but for PWD, OLDPWD, SHLVL and _. */
  readonly environment: Readonly<Record<string, string>>;
  /** Current directory, umask, whether it leads a session of its own. */
  readonly process: string;
  /** The event. */
  readonly event: PluginEvent;
}

/**
 * Setup text: the two plugins, for all events of these operations.
 *
 * The mode is the content of $WORLD/mode; "spoil" makes what comes after it in an
 * action of -e fail, since others could now write the configuration directory.
 */
export function recorders(ops: readonly string[]): string {
  const events = ops.flatMap((op) =>
    ["pre", "post", "fail"].map((phase) => `${phase}:${op}`)
  );
  return `mkdir /etc/postfix/postmulti.d
echo > $WORLD/mode
cat > /etc/postfix/postmulti.d/10-rec.sh <<'HOOK'
#!/bin/sh
# @postmulti-plugin 1 on=${events.join(",")} timeout=30
IFS= read -r event
{
  printf '%s\\n' "call $#" "$@"
  echo "$(pwd) $(umask) $([ "$(ps -o sid= -p $$ | tr -d ' ')" = $$ ] && echo leader)"
  env | grep -Ev '^(PWD|OLDPWD|SHLVL|_)='
  printf '%s\\n' "$event"
} >> /run/world/calls
case $POSTMULTI_PLUGIN:$1:$(cat /run/world/mode) in
20-rec:pre:veto) exit 3 ;;
20-rec:pre:delegate) exit 77 ;;
20-rec:pre:interrupt)
  # Until it comes back, nobody can tell that it has arrived.
  trap 'back=yes' TERM
  kill -TERM $PPID
  while [ -z "\${back:-}" ]; do sleep 0.01; done
  exit 0
  ;;
20-rec:pre:spoil) chmod 777 /etc/postfix ;;
esac
HOOK
chmod 755 /etc/postfix/postmulti.d/10-rec.sh
cp -p /etc/postfix/postmulti.d/10-rec.sh /etc/postfix/postmulti.d/20-rec.sh
cat > $WORLD/try <<'TRY'
# try MODE COMMAND...: the command with the plugins in a mode; its output, its
# status, and what was called
echo "$1" > /run/world/mode; shift
rm -f /run/world/calls
touch -d '2 days ago' /etc/postfix*/main.cf
"$@"
echo "status $?"
chmod 755 /etc/postfix
cat /run/world/calls 2> /dev/null
:
TRY
`;
}

/** A step: the command with the plugins in a mode. */
export function attempt(mode: Mode, command: string): string {
  return `sh $WORLD/try "${mode}" ${command}`;
}

/** What an attempt came to. */
export interface Attempt {
  /** What the command wrote to standard output. */
  readonly stdout: string;
  readonly status: number;
  readonly calls: readonly Call[];
}

/** Read the standard output of a step that is an attempt. */
export function readAttempt(output: string): Attempt {
  const match = /^([^]*?)^status (\d+)\n([^]*)$/m.exec(output);
  const [, stdout = "", status, rest = ""] = match ?? [];
  const calls = rest.split(/^call /m).slice(1).map(readCall);
  return { stdout, status: Number(status), calls };
}

function readCall(text: string): Call {
  const [count, ...lines] = text.trimEnd().split("\n");
  const argv = lines.splice(0, Number(count));
  const process = lines.shift() ?? "";
  const event = JSON.parse(lines.pop() ?? "") as PluginEvent;
  const environment = Object.fromEntries(lines.map((line) => {
    const at = line.indexOf("=");
    return [line.slice(0, at), line.slice(at + 1)];
  }));
  return { argv, environment, process, event };
}
