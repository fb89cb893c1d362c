#!/bin/sh
# Makes mot-cua.css from designsystemet.config.json with Designsystemet's own command, and drops its intermediate files.
# Run it after changing a colour: sh src/design/theme/build.sh
set -eu
theme=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "$theme/../../../node_modules/.bin" && pwd)
work=$(mktemp -d)
cd "$work"
PATH="$bin:$PATH"
designsystemet tokens create --config "$theme/designsystemet.config.json"
designsystemet tokens build --config "$theme/designsystemet.config.json" --tokens design-tokens --out-dir built --clean
cp built/mot-cua.css "$theme/mot-cua.css"
rm -r "$work"
