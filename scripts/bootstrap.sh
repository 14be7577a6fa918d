#!/bin/sh
# bootstrap.sh - the toolchain: Deno, its runtime base, esbuild, @std
#
# usage: scripts/bootstrap.sh [--way=open|npm]
#
# Puts everything into .toolchain/ and vendor/ (both git-ignored) and nothing
# anywhere else. First way: Deno 2.9.4 as the user installed it, JSR and Deno's
# download site (bootstrap_open.sh). Second way, by itself when the first does
# not work: the npm registry alone (bootstrap_npm.sh). Every piece is checked by
# digest when it is fetched. Afterwards `.toolchain/bin/deno task ok` works.
#
#   .toolchain/bin/deno   Deno with its cache kept in .toolchain/
#   .toolchain/denort     the stripped runtime base, for `deno compile`
#   .toolchain/way        open or npm
#   .toolchain/state      digest of what made all this: if it agrees, all is done
#
# Two at once wait for each other. Killed half-way, the next run starts over:
# the work is done in .toolchain/stage and renamed into place, the state last.
set -eu
umask 022

root=$(cd "$(dirname "$0")/.." && pwd)
toolchain=$root/.toolchain
stage=$toolchain/stage
wanted_way=
case ${1:-} in
'') ;;
--way=open | --way=npm) wanted_way=${1#--way=} ;;
*) echo "usage: scripts/bootstrap.sh [--way=open|npm]" >&2; exit 2 ;;
esac

esbuild_sha256=3331e0b23c99d93d9a39e436a4838de40ca1c95ac3bcbd9874ba169d8545b634

fail() {
    echo "bootstrap: $*" >&2
    exit 1
}

recipe() {
    (cd "$root/scripts" && cat bootstrap*.sh fetch_npm.sh restore_*.ts make_cli_stand_in.ts \
        unzip_member.ts jsr_checksums.json ../deno.lock | sha256sum | cut -d ' ' -f 1)
}

is_done() {
    [ -d "$root/vendor" ] && [ -x "$toolchain/deno" ] && [ -x "$toolchain/denort" ] &&
        [ "$(cat "$toolchain/state" 2> /dev/null)" = "$(recipe)" ] &&
        { [ -z "$wanted_way" ] || [ "$(cat "$toolchain/way")" = "$wanted_way" ]; }
}

is_done && exit 0
[ "$(uname -sm)" = "Linux x86_64" ] || fail "only Linux on x86_64 is supported, not $(uname -sm)"
mkdir -p "$toolchain"
exec 9> "$toolchain/lock"
flock -n 9 || {
    echo "bootstrap: waiting for another set-up in $root to finish"
    flock -w 900 9 || fail "$toolchain/lock: still held after 15 minutes: see who holds it (fuser)"
}
is_done && exit 0

trap 'rm -rf "$stage"' EXIT
trap 'exit 1' HUP INT TERM
rm -rf "$stage"
mkdir "$stage"
echo "bootstrap: setting up the toolchain in .toolchain/ and vendor/"
way=open
if [ "$wanted_way" = npm ] || ! "$root/scripts/bootstrap_open.sh" "$stage"; then
    [ "$wanted_way" != open ] || fail "Deno 2.9.4, JSR or Deno's download site is missing"
    way=npm
    echo "bootstrap: using the npm registry"
    rm -rf "$stage"
    mkdir "$stage"
    "$root/scripts/fetch_npm.sh" --check 2> /dev/null || "$root/scripts/install_packages.sh" npm ||
        fail "npm is needed to fetch the toolchain"
    "$root/scripts/bootstrap_npm.sh" "$stage" || fail "the npm registry did not give it all"
fi

# Checks that both ways share.
case $("$stage/deno" --version) in
"deno 2.9.4 "*) ;;
*) fail "this is not Deno 2.9.4, or it does not run here" ;;
esac
[ "$(sha256sum < "$stage/esbuild")" = "$esbuild_sha256  -" ] ||
    fail "esbuild is not the one with the SHA-256 $esbuild_sha256: refused"
command -v strip > /dev/null 2>&1 || "$root/scripts/install_packages.sh" strip || true
if command -v strip > /dev/null 2>&1; then
    strip "$stage/denort"
else
    echo "bootstrap: no strip (package binutils): the program will be a quarter larger"
fi
said=$(NO_COLOR=1 "$stage/denort" 2>&1) || true
case $said in
*"Could not find standalone binary section."*) ;;
*) fail "denort does not run as an empty runtime base should: $said" ;;
esac
(cd "$stage" && find vendor -name '*.ts' -type f -exec sha256sum {} + | sort -k 2) \
    > "$stage/vendor_digests"

# Into place: by renames, the state last.
rm -f "$toolchain/state"
chmod 755 "$stage/deno" "$stage/denort" "$stage/esbuild"
esbuild_home=$toolchain/cache/dl/esbuild-0.25.5
mkdir -p "$toolchain/bin" "$esbuild_home"
mv "$stage/deno" "$stage/denort" "$stage/vendor_digests" "$toolchain/"
mv "$stage/esbuild" "$esbuild_home/esbuild-linux-x64"
rm -rf "$root/vendor"
mv "$stage/vendor" "$root/vendor"
cat > "$stage/wrapper" << 'WRAPPER'
#!/bin/sh
# Deno with its cache in .toolchain/. Made by scripts/bootstrap.sh.
home=$(dirname "$(dirname "$(readlink -f "$0")")")
DENO_DIR=$home/cache DENO_NO_UPDATE_CHECK=1 DENO_NO_PROMPT=1 exec "$home/deno" "$@"
WRAPPER
chmod 755 "$stage/wrapper"
mv "$stage/wrapper" "$toolchain/bin/deno"
echo "$way" > "$toolchain/way"
recipe > "$stage/state"
mv "$stage/state" "$toolchain/state"
echo "bootstrap: done; the daily commands: .toolchain/bin/deno task build|test|ok|fmt|lint|check"
