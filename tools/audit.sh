#!/usr/bin/env bash
# `make audit`: installs Lighthouse in build/audit (its version needs Node 22 or newer, so Node comes from the wheel).
. "$(dirname "$0")/lib.sh"
node_from_wheel
mkdir -p build/audit
stamp=$(checksum tools/audit/package-lock.json)
if [ "$(cat build/audit/installed 2>/dev/null)" != "$stamp" ]; then
  say "Installo Lighthouse"
  cp tools/audit/package.json tools/audit/package-lock.json build/audit/
  (cd build/audit && "${NPM[@]}" ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error)
  echo "$stamp" >build/audit/installed
fi
exec "$PYTHON" -m tools.audit "$@"
