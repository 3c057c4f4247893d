# Sourced by ./run, ./zs and ./test: the .NET SDK, and building only what is out of date.
# Expects $root, the folder of the repository.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export MSBUILDTERMINALLOGGER=off

have_sdk() {
    command -v dotnet >/dev/null 2>&1 && dotnet --list-sdks 2>/dev/null | grep -q '^10\.'
}

# Runs a command with the rights to install packages; fails quietly where there are none.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        if [ -t 0 ]; then sudo "$@"; else sudo -n "$@"; fi
    else
        return 1
    fi
}

# Makes sure of the .NET 10 SDK, or says in one line what to install and ends the script.
require_sdk() {
    have_sdk && return
    if [ -x "$HOME/.dotnet/dotnet" ]; then
        export PATH="$HOME/.dotnet:$PATH" DOTNET_ROOT="$HOME/.dotnet"
        have_sdk && return
    fi
    echo "没有找到 .NET 10 SDK，试用系统的软件包管理器安装 …" >&2
    if command -v apt-get >/dev/null 2>&1 && { apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1 || { as_root apt-get update -qq >/dev/null 2>&1 && apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1; }; }; then
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq dotnet-sdk-10.0 >&2 || true
    elif command -v dnf >/dev/null 2>&1 && dnf -q list dotnet-sdk-10.0 >/dev/null 2>&1; then
        as_root dnf -y -q install dotnet-sdk-10.0 >&2 || true
    elif command -v apk >/dev/null 2>&1 && [ -n "$(apk search -e dotnet10-sdk 2>/dev/null)" ]; then
        as_root apk add -q dotnet10-sdk >&2 || true
    elif command -v brew >/dev/null 2>&1; then
        brew install -q dotnet@10 >&2 || brew install -q dotnet >&2 || true
    fi
    hash -r
    have_sdk && return
    echo "请先安装 .NET 10 SDK（dotnet-sdk-10.0），办法见 https://learn.microsoft.com/dotnet/core/install/ ，然后再运行一次。" >&2
    exit 1
}

# up_to_date STAMP: whether no source is newer than the stamp of the last good build.
up_to_date() {
    [ -f "$1" ] || return 1
    local newer
    newer=$(find "$root/src" "$root/benchmarks" "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/global.json" "$root/BannedSymbols.txt" "$root/.editorconfig" \
        \( -name bin -o -name obj -o -name node_modules \) -prune -o -type f ! -name packages.lock.json -newer "$1" -print 2>/dev/null | head -n 1)
    [ -z "$newer" ]
}

# build PROJECT [FOLDER]: builds src/PROJECT, or FOLDER/PROJECT, in Release when its sources changed; on failure shows the errors and ends the script.
build() {
    local project="$root/${2:-src}/$1" log start
    local stamp="$project/bin/Release/.built"
    up_to_date "$stamp" && return
    mkdir -p "$project/bin/Release" "$root/src/Zhunsheng.Feel/obj"
    (
        # Two builds of the same folders at once would trip over each other.
        if command -v flock >/dev/null 2>&1; then
            flock 9
            up_to_date "$stamp" && exit 0
        fi
        [ -t 2 ] && echo "正在编译 $1 …" >&2
        log=$(mktemp)
        start=$(mktemp)
        if dotnet build "$project" -c Release -v quiet -nologo -clp:ErrorsOnly >"$log" 2>&1 9>&-; then
            # The stamp carries the time the build began, so that an edit made meanwhile is seen.
            mv "$start" "$stamp"
            rm -f "$log"
        else
            cat "$log" >&2
            rm -f "$log" "$start"
            echo "编译 $1 没有成功，错误如上。" >&2
            exit 1
        fi
    ) 9>"$root/src/Zhunsheng.Feel/obj/.build.lock" || exit 1
}
