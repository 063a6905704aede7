#!/bin/sh
# Install CityCircle from this folder, without a network:   sh install.sh [FOLDER]     (default: /opt/citycircle)
# 不联网安装同城圈：sh install.sh [目录]（默认 /opt/citycircle）。PYTHON=/path/to/python3 chooses another Python.
# Run again with a newer package to upgrade the program; then `citycircle upgrade` brings the data along.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
target=${1:-/opt/citycircle}
python=${PYTHON:-python3}
machine=$(uname -m)
wanted=$(cat "$here/PYTHON")

stop() {
    printf '%s\n%s\n' "$1" "$2" >&2
    exit 1
}

command -v "$python" >/dev/null 2>&1 ||
    stop "没有找到 $python，请先安装 Python $wanted。" "There is no $python; please install Python $wanted first."
found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
[ "$found" = "$wanted" ] ||
    stop "本安装包用于 Python $wanted，而 $python 是 $found。请用 PYTHON=… 指明，或另做安装包（citycircle bundle --python $found）。" \
        "This package is for Python $wanted, but $python is $found. Name another with PYTHON=…, or make a package with: citycircle bundle --python $found"
[ -f "$here/requirements-$machine.txt" ] ||
    stop "本安装包不含 $machine 的文件。" "This package holds nothing for $machine."

(cd "$here" && sha256sum --check --quiet SHA256SUMS) ||
    stop "安装包不完整或被改动，没有安装。请重新拷贝。" "The package is incomplete or was altered; nothing was installed. Please copy it again."

"$python" -m venv "$target" ||
    stop "无法建立虚拟环境，请安装 python3-venv。" "No virtual environment could be made; please install python3-venv."
# The settings of this machine's own pip, and any index it knows, are left aside.
env PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= PIP_EXTRA_INDEX_URL= "$target/bin/python" -m pip install --quiet \
    --disable-pip-version-check --no-cache-dir --no-index --no-deps --require-hashes \
    --find-links "$here/wheels/any" --find-links "$here/wheels/$machine" -r "$here/requirements-$machine.txt"

version=$("$target/bin/citycircle" --version)
printf '%s\n%s\n' "已安装同城圈 $version：$target/bin/citycircle。下一步见 README.zh-CN.md。" \
    "CityCircle $version is installed: $target/bin/citycircle. What comes next: README.md."
