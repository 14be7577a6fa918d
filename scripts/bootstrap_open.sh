#!/bin/sh
# bootstrap_open.sh - get every piece of the toolchain from where Deno has them
#
# usage: scripts/bootstrap_open.sh STAGE
#
# Fills the directory STAGE with deno, denort, esbuild and vendor/, and exits
# non-zero, quickly, where that is not possible: it needs Deno 2.9.4 installed by
# the user, JSR and Deno's download site. deno.lock holds the digests of what
# comes from JSR. denort's digest is only compared, with a warning, since the
# record of it was made from a copy (see restore_denort.ts).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
stage=$1

deno=$(command -v deno) || exit 1
case $(readlink -f "$deno") in */.toolchain/*) exit 1 ;; esac
case $("$deno" --version 2> /dev/null) in "deno 2.9.4 "*) ;; *) exit 1 ;; esac

work=$stage/open
mkdir -p "$work"
cd "$work"
export DENO_DIR="$work/cache" DENO_NO_UPDATE_CHECK=1 DENO_NO_PROMPT=1 NO_COLOR=1
unset DENORT_BIN

# One small file first, so that a network that swallows packets costs 15 seconds.
echo 'import "jsr:@std/path@1.1.4/posix/join";' > probe.ts
timeout 15 "$deno" cache --no-config --quiet probe.ts > /dev/null 2>&1 || exit 1

echo "bootstrap: the network is open: using Deno's own sources"
cp "$here/../deno.json" "$here/../deno.lock" .
cat > all.ts << 'ALL'
import "@std/assert";
import "@std/cli/parse-args";
import "@std/fs";
import "@std/path";
ALL
timeout 300 "$deno" install --frozen --quiet --entrypoint all.ts
timeout 60 "$deno" run --frozen --quiet --cached-only all.ts

# Compiling anything makes Deno fetch its runtime base.
echo '' > empty.js
timeout 600 "$deno" compile --no-config --quiet --output empty empty.js
zip=$(find cache/dl -name 'denort-x86_64-unknown-linux-gnu.zip' | head -n 1)
[ -n "$zip" ] || { echo "bootstrap_open.sh: Deno kept no denort archive" >&2; exit 1; }
"$deno" run --no-config --no-prompt --allow-read --allow-write="$stage" \
    "$here/unzip_member.ts" "$zip" denort "$stage/denort"
case $(sha256sum "$stage/denort") in
"$(sed -n 's/^  "\([0-9a-f]\{64\}\)";$/\1/p' "$here/restore_denort.ts") "*) ;;
*) echo "bootstrap: warning: Deno's own denort differs from the digest on record in" \
    "scripts/restore_denort.ts: please report it" >&2 ;;
esac

echo 'import "npm:@esbuild/linux-x64@0.25.5/package.json" with { type: "json" };' > esbuild.ts
timeout 300 "$deno" cache --no-config --quiet esbuild.ts
mv "$(find cache/npm -path '*/@esbuild/linux-x64/0.25.5/bin/esbuild')" "$stage/esbuild"

cp "$deno" "$stage/deno"
mv vendor "$stage/vendor"
cd "$stage"
rm -rf "$work"
