#!/bin/sh
# fetch_npm.sh - fetch one pinned npm package, check it, unpack it
#
# usage: scripts/fetch_npm.sh NAME@VERSION SHA512 DIRECTORY
#        scripts/fetch_npm.sh --check
#
# SHA512 is the package's integrity as the npm registry states it, in base64,
# without "sha512-". The tarball comes through npm, or, where npm is missing and
# a registry is configured (npm_config_registry or an npmrc file), through curl.
# Nothing is unpacked before the digest agrees. The files end up in
# DIRECTORY/package, the tarball is deleted. No script of the package is run.
# --check: exit 0 if there is a way to fetch anything.
set -eu

configured_registry() {
    if [ -n "${npm_config_registry:-${NPM_CONFIG_REGISTRY:-}}" ]; then
        echo "${npm_config_registry:-$NPM_CONFIG_REGISTRY}"
        return
    fi
    for file in "${HOME:-/root}/.npmrc" /etc/npmrc; do
        [ ! -r "$file" ] || sed -n 's/^registry *= *//p' "$file"
    done | head -n 1
}

fetch_with_npm() {
    [ -w "${HOME:-/nonexistent}" ] || export npm_config_cache="$PWD/npm-cache"
    timeout 600 npm pack --loglevel=error "$spec" < /dev/null > npm.out 2>&1
}

fetch_with_curl() {
    registry=$(configured_registry)
    name=${spec%@*}
    version=${spec##*@}
    timeout 600 curl -fsSL --retry 2 -o package.tgz \
        "${registry%/}/$name/-/${name##*/}-$version.tgz" > npm.out 2>&1
}

if command -v npm > /dev/null 2>&1; then
    how=fetch_with_npm
elif command -v curl > /dev/null 2>&1 && [ -n "$(configured_registry)" ]; then
    how=fetch_with_curl
else
    echo "fetch_npm.sh: there is no npm, nor curl and a configured registry: install npm" >&2
    exit 1
fi
[ "$1" != --check ] || exit 0

spec=$1 expected=$2 directory=$3
mkdir -p "$directory"
cd "$directory"
$how || { rm -f ./*.tgz; sleep 2; $how; } || {
    echo "fetch_npm.sh: $spec: cannot be fetched: $(tail -n 3 npm.out | tr '\n' ' ')" >&2
    exit 1
}

wanted=$(printf %s "$expected" | base64 -d | od -An -vtx1 | tr -d ' \n')
found=$(sha512sum ./*.tgz | cut -d ' ' -f 1)
[ "$found" = "$wanted" ] || {
    rm -f ./*.tgz
    echo "fetch_npm.sh: $spec: the tarball's SHA-512 is $found, not $wanted: refused" >&2
    exit 1
}
tar -xzf ./*.tgz
rm -f ./*.tgz npm.out
