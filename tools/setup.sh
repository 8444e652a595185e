#!/usr/bin/env bash
# Installs what is missing and nothing else. Usage: tools/setup.sh [run|dev]
#   run   what the product needs: Python packages, front end, .env
#   dev   the same, plus what tests and checks need: test packages, Chromium, PostgreSQL
# Each step leaves a stamp with the checksum of what it read: running it again costs a second.
. "$(dirname "$0")/lib.sh"
KIND=${1:-run}

install_python() {
  local python
  if ! python=$(find_python); then
    command -v python3 >/dev/null && die "Serve Python dalla versione 3.11 alla 3.13: qui c'è $(python3 --version)."
    need_packages "Python" python3 python3-venv
    python=$(find_python) || die "Serve Python dalla versione 3.11 alla 3.13."
  fi
  # A virtual environment that was copied or whose Python is gone does not start: make it again.
  if ! is_right_python "$PYTHON" || ! "$PYTHON" -m pip --version >/dev/null 2>&1; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null || need_packages "il modulo venv di Python" "$python-venv"
    say "Creo l'ambiente Python"
    rm -rf .venv
    "$python" -m venv .venv
  fi
}

# install_lock name file : installs a lock with hashes, unless this very lock is already in.
install_lock() {
  local stamp
  stamp=$(checksum "$2")
  [ "$(cat ".venv/$1.installed" 2>/dev/null)" = "$stamp" ] && return
  say "Installo le librerie Python ($2)"
  "$PYTHON" -m pip install -q --disable-pip-version-check --no-input --require-hashes -r "$2"
  echo "$stamp" >".venv/$1.installed"
}

# Styles are purged against templates and Python: any of them may bring a class name to life.
front_end_sources() {
  find . -type d \( -name node_modules -o -name .venv -o -name .git -o -name build -o -name var -o -name dist \
    -o -name tests -o -name migrations -o -name __pycache__ \) -prune -o \
    -type f \( -path './frontend/*' -o -path '*/templates/*.html' -o -name '*.py' -o -name 'package*.json' \) -print | LC_ALL=C sort
}

build_front_end() {
  local modules sources
  modules=$(checksum package.json package-lock.json)
  # shellcheck disable=SC2046  # file names of the project have no spaces
  sources=$(checksum $(front_end_sources))
  if [ "$(cat build/frontend.stamp 2>/dev/null)" = "$sources" ] && [ -f cms/static/dist/site.css ]; then return; fi
  use_node
  if [ "$(cat node_modules/.installed 2>/dev/null)" != "$modules" ]; then
    say "Installo gli strumenti per stili e script"
    "${NPM[@]}" ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
    echo "$modules" >node_modules/.installed
  fi
  say "Preparo stili, script, icone e caratteri"
  "${NPM[@]}" run --silent --no-update-notifier build
  echo "$sources" >build/frontend.stamp
}

# The words of the interface: the catalogues are in git, what Django reads is made from them.
compile_messages() {
  local catalogue
  for catalogue in cms/locale/*/LC_MESSAGES/django.po; do
    [ "${catalogue%.po}.mo" -nt "$catalogue" ] || { "$PYTHON" -m tools.messages && return; }
  done
}

write_env() {
  [ -f .env ] && return
  say "Scrivo .env per questo computer"
  local key
  key=$("$PYTHON" -c 'import secrets; print(secrets.token_urlsafe(48))')
  (umask 077 && sed -e "s/^SECRET_KEY=.*/SECRET_KEY=$key/" -e 's/^DEBUG=.*/DEBUG=1/' .env.example >.env)
}

install_test_programs() {
  command -v chromium >/dev/null || need_packages "il browser delle prove" chromium
  "$PYTHON" -m tests.databases --find >/dev/null 2>&1 || need_packages "PostgreSQL per le prove" postgresql
  "$PYTHON" -m tests.databases --find >/dev/null ||
    die "Serve PostgreSQL 15 o più recente (pacchetto: postgresql): initdb non si trova."
}

install_python
install_lock run requirements.lock
[ "$KIND" = dev ] && install_lock dev requirements-dev.lock
build_front_end
compile_messages
write_env
[ "$KIND" = dev ] && install_test_programs
exit 0
