#!/bin/sh
# つなぐ窓口の機器係を動かします。1回目は部品を入れ、登録コードを出します。
set -eu
cd "$(dirname "$0")"
: "${MADOGUCHI_SERVER:=$(cat server.txt)}"
export MADOGUCHI_SERVER
[ ! -f scanners.txt ] || export MADOGUCHI_SCANNERS="$(cat scanners.txt)"
[ ! -f drop.toml ] || export MADOGUCHI_DROP="$PWD/drop.toml"
if ! cmp -s requirements.txt env/ready.txt; then
  python3 -c "import sys; sys.exit(sys.version_info < (3, 11))" || { cat no-python.txt; exit 1; }
  python3 -m venv --clear env
  env/bin/python -m pip install -q --no-index --find-links wheels -r requirements.txt || { cat no-wheels.txt; exit 1; }
  cp requirements.txt env/ready.txt
fi
[ -f "$HOME/.madoguchi/device.key" ] || env/bin/python -m devices pair
exec env/bin/python -m devices
