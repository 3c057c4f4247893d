#!/usr/bin/env bash
# The command zs: builds it when its sources changed, then runs it. ./zs --help
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}" 2>/dev/null || echo "${BASH_SOURCE[0]}")")" && pwd)
. "$root/scripts/dotnet.sh"
require_sdk
build Zhunsheng.Cli
exec dotnet "$root/src/Zhunsheng.Cli/bin/Release/net10.0/zs.dll" "$@"
