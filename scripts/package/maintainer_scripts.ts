/**
 * maintainer_scripts.ts - what dpkg runs around the files of the package. Pure.
 *
 * The stock tool and its manual page are moved aside before ours are unpacked,
 * and back after ours are gone. dpkg-divert does both, remembers it, and puts the
 * files of a later Postfix package aside as well. Asking it twice is not an error, so
 * every script can be run again after whatever failed. No configuration is
 * touched: Postfix finds either tool under the same path.
 *
 * Units of systemd that the administrator has installed (--units install) and that call
 * this program are renewed with it, and removed before it. Where instances run in
 * them, that is refused, and so the package stays.
 */

/** One file of the Postfix package, and where it is while ours is installed. */
export interface Diversion {
  /** The path that both packages want. */
  readonly path: string;
  /** Where the stock file can be had. */
  readonly aside: string;
}

/** The files in whose place ours stand. */
export const DIVERSIONS: readonly Diversion[] = [
  { path: "/usr/sbin/postmulti", aside: "/usr/sbin/postmulti.distrib" },
  {
    path: "/usr/share/man/man1/postmulti.1.gz",
    aside: "/usr/share/man/man1/postmulti.distrib.1.gz",
  },
];

/** The scripts, by the names that dpkg gives them. */
export function maintainerScripts(
  diversions: readonly Diversion[],
): Readonly<Record<string, string>> {
  return {
    preinst: preinst(diversions),
    postinst: POSTINST,
    prerm: PRERM,
    postrm: postrm(diversions),
  };
}

function preinst(diversions: readonly Diversion[]): string {
  return `#!/bin/sh
# Moves the stock tool aside, where it can be called by its other name.
set -e

case $1 in
install | upgrade)
${diversions.map((diversion) => divert("add", diversion)).join("\n")}
    ;;
esac
`;
}

function postrm(diversions: readonly Diversion[]): string {
  return `#!/bin/sh
# Puts the stock tool back in its place.
set -e

case $1 in
remove | abort-install | disappear)
${diversions.map((diversion) => divert("remove", diversion)).join("\n")}
    ;;
purge)
    # What the program can find out again, and what its content-filter plugin logged.
    rm -rf /var/cache/postmulti /var/log/postmulti
    ;;
esac
`;
}

function divert(verb: "add" | "remove", { path, aside }: Diversion): string {
  return `    dpkg-divert --package postmulti --${verb} --rename \\
        --divert ${aside} ${path}`;
}

/** Succeeds when systemd starts instances by way of this program. */
const HAS_UNITS = `has_units() {
    grep -qs " /usr/sbin/postmulti --units generate " \\
        /etc/systemd/system-generators/postmulti-generator
}`;

const POSTINST = `#!/bin/sh
# Renews the units that an earlier version has installed.
set -e

${HAS_UNITS}

if [ "$1" = configure ] && has_units; then
    postmulti --units install > /dev/null ||
        echo "postmulti: the units of systemd are those of the version before:" \\
            "see above, then run postmulti --units install" >&2
fi
`;

/** The stock tool goes on managing the instances, but knows neither of these. */
const PRERM = `#!/bin/sh
# Removes the units that call the program, or says why it must stay. Then says what
# is left to do when this package is gone.
set -e

${HAS_UNITS}

if [ "$1" = remove ] && has_units; then
    postmulti --units remove
fi

if [ "$1" = remove ]; then
    directories=$(postconf -h config_directory multi_instance_directories \
        2> /dev/null | tr , ' ') || directories=
    for directory in $directories; do
        [ -d "$directory/postmulti.d" ] || continue
        echo "postmulti: $directory/postmulti.d: plugins do not run without this package" >&2
    done
    for directory in $directories; do
        [ -s "$directory/postmulti.lock" ] || continue
        echo "postmulti: $directory/postmulti.lock: an action was interrupted:" \
            "without this package, nothing finishes or undoes it" >&2
    done
fi
`;
