#!/usr/bin/env bash
# Rewrites the locks: every transitive pin with its hashes, valid from Python 3.11.0 to 3.13 on any machine.
. "$(dirname "$0")/lib.sh"
[ -x "$PYTHON" ] || tools/setup.sh run
UV=build/uv/bin/uv
if [ ! -x $UV ]; then
  "$PYTHON" -m venv build/uv
  build/uv/bin/python -m pip install -q --disable-pip-version-check uv==0.13.9
fi
# compile source lock [options]
compile() {
  say "$2"
  $UV pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
    --python-version 3.11.0 --custom-compile-command "make lock" "$1" -o "$2" "${@:3}"
}
compile requirements.txt requirements.lock
# Same versions for tests as in production.
compile requirements-dev.txt requirements-dev.lock -c requirements.lock
compile tools/node-requirements.txt tools/node.lock
