@echo off
rem つなぐ窓口の機器係を動かします。1回目は部品を入れ、登録コードを出します。
cd /d "%~dp0"
if "%MADOGUCHI_SERVER%"=="" for /f "usebackq delims=" %%a in ("server.txt") do set MADOGUCHI_SERVER=%%a
if exist scanners.txt for /f "usebackq delims=" %%a in ("scanners.txt") do set MADOGUCHI_SCANNERS=%%a
if exist drop.toml set MADOGUCHI_DROP=%~dp0drop.toml
if not exist env (
  py -3 -m venv env
  env\Scripts\python -m pip install --no-index --find-links wheels -r requirements.txt
)
if not exist "%USERPROFILE%\.madoguchi\device.key" env\Scripts\python -m devices pair
env\Scripts\python -m devices
