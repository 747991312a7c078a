@echo off
rem Starts the agent of this window PC; the first time it puts the libraries in and shows the pairing code.
rem Plain ASCII, ended by CR LF when it is packed: cmd.exe reads a batch file in the code page of its console.
chcp 65001 >nul
cd /d "%~dp0"
if not defined MADOGUCHI_SERVER for /f "usebackq delims=" %%a in ("server.txt") do set "MADOGUCHI_SERVER=%%a"
if exist scanners.txt for /f "usebackq delims=" %%a in ("scanners.txt") do set "MADOGUCHI_SCANNERS=%%a"
if exist drop.toml set "MADOGUCHI_DROP=%~dp0drop.toml"
fc /b requirements.txt env\ready.txt >nul 2>nul && goto pair

set "PYTHON="
for %%v in (3.13 3.12 3.11) do if not defined PYTHON py -%%v -c "" >nul 2>nul && set "PYTHON=py -%%v"
if defined PYTHON goto install
python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>nul && set "PYTHON=python"
if not defined PYTHON set "SAY=no-python.txt" & goto stop

:install
%PYTHON% -m venv --clear env && env\Scripts\python -m pip install -q --no-index --find-links wheels -r requirements.txt
if errorlevel 1 set "SAY=no-wheels.txt" & goto stop
copy /y requirements.txt env\ready.txt >nul

:pair
set "SAY="
if exist "%USERPROFILE%\.madoguchi\device.key" goto run
env\Scripts\python -m devices pair
if errorlevel 1 goto stop

:run
env\Scripts\python -m devices
if not errorlevel 1 exit /b 0

:stop
if defined SAY type %SAY%
pause
exit /b 1
