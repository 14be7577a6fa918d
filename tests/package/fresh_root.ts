/**
 * A minimal system with Postfix, of which a test can do what it likes with a
 * layer of its own. scripts/release_root.sh makes what lies below.
 *
 * @module
 */

import { exists } from "@std/fs/exists";
import { join } from "@std/path/join";
import { hostRelease } from "../../scripts/releases.ts";
import { ROOT } from "./packages.ts";
import { quoted, shellText } from "./shell_text.ts";

const LAYERS = join(ROOT, ".toolchain", "roots", await hostRelease());
const LOWER = `${join(LAYERS, "postfix")}:${join(LAYERS, "base")}`;

/** Why there is none; undefined when there is. */
export const obstacle: string | undefined =
  await exists(join(LAYERS, "postfix"))
    ? undefined
    : "scripts/release_root.sh could not make a fresh root";

/** The last words of a test's name: where it takes place, or why it does not. */
export const circumstance: string = obstacle === undefined
  ? "in a fresh root"
  : `skipped: ${obstacle}`;

/**
 * Sets up the system at $root, switched off, and a command `boot TEXT`, which
 * runs it with nothing but the shell text as its first process. When that ends,
 * everything is killed, as when the power fails.
 */
export const SWITCHED_OFF = `
root=$WORLD/root
mkdir -p $root $WORLD/root.upper $WORLD/root.work
mount -t overlay -o lowerdir=${LOWER},upperdir=$WORLD/root.upper,workdir=$WORLD/root.work \\
    overlay $root
cat > /usr/local/sbin/boot <<'BOOT'
#!/bin/sh
exec unshare -m -p --fork --kill-child sh -c '
    mount -t proc proc "$1/proc" && mount -t tmpfs run "$1/run" &&
    exec chroot "$1" env -i "PATH=$PATH" HOME=/root \\
        DEBIAN_FRONTEND=noninteractive sh -c "$2"
' sh $WORLD/root "$1"
BOOT
chmod 755 /usr/local/sbin/boot
`;

/** A call of `boot` with command lines, one after the other; a failing one stops nothing. */
export function boot(commands: readonly string[]): string {
  return `boot ${quoted(shellText(commands))}`;
}
