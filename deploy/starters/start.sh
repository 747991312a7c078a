#!/bin/sh
# つなぐ窓口の機器係を動かします。1回目は部品を入れ、登録コードを出します。
set -eu
cd "$(dirname "$0")"
: "${MADOGUCHI_SERVER:=$(cat server.txt)}"
export MADOGUCHI_SERVER
[ ! -f scanners.txt ] || export MADOGUCHI_SCANNERS="$(cat scanners.txt)"
[ ! -f drop.toml ] || export MADOGUCHI_DROP="$PWD/drop.toml"
if [ ! -d env ]; then
  python3 -m venv env
  env/bin/python -m pip install -q --no-index --find-links wheels -r requirements.txt
fi
[ -f "$HOME/.madoguchi/device.key" ] || env/bin/python -m devices pair
exec env/bin/python -m devices
