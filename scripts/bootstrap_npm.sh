#!/bin/sh
# bootstrap_npm.sh - get every piece of the toolchain from the npm registry
#
# usage: scripts/bootstrap_npm.sh STAGE
#
# Fills the directory STAGE with deno, denort, esbuild and vendor/. Each package
# is pinned by version and digest; what is made out of it is compared with a
# second digest: JSR's own for every @std file, one in restore_denort.ts for
# denort. Only @std/cli, for scripts/ alone, is a stand-in.
set -eu

here=$(dirname "$0")
stage=$1

"$here/fetch_npm.sh" @deno/linux-x64-glibc@2.9.4 \
    Or3ItpBDUC4GKtE723T4LpWs1nKOAQ4Zt8E+tufFeEnX9k+OhYOQTnu8kXqz+8FM42JKeuegfss8pr7k0PVQTQ== \
    "$stage/deno-package"
mv "$stage/deno-package/package/deno" "$stage/deno"
rm -rf "$stage/deno-package"

"$here/fetch_npm.sh" veryfront@0.1.368 \
    tUBRA9VjpuYlXL1IFPeLV+sh2xmIjxkncfSATum5rImzQyLUZPPx2OHHKoyrjZgkI+tg0vZM9jTVUewrv29K3w== \
    "$stage/std-package"
"$here/fetch_npm.sh" minimist@1.2.8 \
    2yyAR8qBkN3YuheJanUpWC5U3bb5osDywNB8RzDVlDwDHbocAJveqqj1u8+SVD7jkWT4yvsHCpWqqWqAxb0zCA== \
    "$stage/cli-package"
"$stage/deno" run --no-config --no-prompt --allow-read --allow-write="$stage" \
    "$here/restore_std.ts" "$stage/std-package/package/src/deps" "$stage/vendor"
"$stage/deno" run --no-config --no-prompt --allow-read --allow-write="$stage" \
    "$here/make_cli_stand_in.ts" "$stage/cli-package/package/index.js" "$stage/vendor"
rm -rf "$stage/std-package" "$stage/cli-package"

"$here/fetch_npm.sh" @chelonia/cli-x64-linux@3.4.0 \
    ey7BqNiIOY2PkpN/UYxjpmOG1A7HmplyadP80omXTG1DVu1fbz7ro/d4gRPtHaxPRkNJTS24lDejc5/rT/3RMA== \
    "$stage/denort-package"
"$stage/deno" run --no-config --no-prompt --allow-read --allow-write="$stage" \
    "$here/restore_denort.ts" "$stage/denort-package/package/chel" "$stage/denort"
rm -rf "$stage/denort-package"

"$here/fetch_npm.sh" @esbuild/linux-x64@0.25.5 \
    uhj8N2obKTE6pSZ+aMUbqq+1nXxNjZIIjCjGLfsWvVpy7gKCOL6rsY1MhRh9zLtUtAI7vpgLMK6DxjO8Qm9lJw== \
    "$stage/esbuild-package"
mv "$stage/esbuild-package/package/bin/esbuild" "$stage/esbuild"
rm -rf "$stage/esbuild-package"
