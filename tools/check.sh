#!/usr/bin/env bash
# `make check`: everything that can be judged without running the product. Does every step, then names those that failed.
. "$(dirname "$0")/lib.sh"
tools/setup.sh dev

# Nobody's .env changes a result.
export ENV_FILE=/dev/null DEBUG=1 SECRET_KEY=verifica VAR_DIR=$ROOT/build/check DJANGO_SETTINGS_MODULE=cms.settings
unset DATABASE_URL CACHE_URL PORT
mkdir -p "$VAR_DIR"
failed=()
step() {
  local name=$1
  shift
  if "$@" >build/check.log 2>&1; then
    printf '  bene    %s\n' "$name"
  else
    failed+=("$name")
    printf '  ERRORE  %s\n' "$name"
    tail -40 build/check.log | sed 's/^/          /'
  fi
}

# With the variables of production: long random key, hosts, TLS, PostgreSQL, shared cache.
deploy_check() {
  env DEBUG=0 SECRET_KEY="$("$PYTHON" -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    ADMIN_HOSTS=gestione.unione.example ADMIN_URL=https://gestione.unione.example BEHIND_PROXY=1 \
    DATABASE_URL=postgres://unica@db.example/unica CACHE_URL=redis://cache.example:6379/0 \
    EMAIL_URL=smtp+tls://unica:unica@mail.example:587 \
    "$PYTHON" manage.py check --deploy --fail-level WARNING
}
closed_by_default() {
  local output
  output=$(env DEBUG=0 SECRET_KEY= "$PYTHON" manage.py check 2>&1) && return 1
  grep -q "SECRET_KEY" <<<"$output"
}
front_end() {
  use_node
  "${NPM[@]}" run --silent check
}
scripts() {
  local script
  for script in tools/*.sh .ci/run; do bash -n "$script" || return 1; done
}

say "make check"
step "formato (ruff format)" "$PYTHON" -m ruff format --check .
step "errori e stile (ruff check)" "$PYTHON" -m ruff check .
step "piani della casa (import-linter)" "$PYTHON" -c 'from importlinter.cli import lint_imports_command as c; c()'
step "tipi (mypy)" "$PYTHON" -m mypy
step "modelli di pagina (djlint)" "$PYTHON" -m djlint --quiet --lint .
step "script di servizio" scripts
step "migrazioni" "$PYTHON" manage.py makemigrations --check --dry-run
step "verifiche di Django" "$PYTHON" manage.py check --fail-level WARNING
step "verifiche di Django per la produzione" deploy_check
step "chiuso per difetto (senza SECRET_KEY non parte)" closed_by_default
step "vocabolari" "$PYTHON" tools/check_vocabularies.py
step "stili: contrasto e peso" front_end
if ((${#failed[@]})); then
  printf '\nNon va bene: %s\n' "$(printf '%s; ' "${failed[@]}" | sed 's/; $//')" >&2
  exit 1
fi
printf '\nTutto bene.\n'
