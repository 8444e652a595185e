#!/usr/bin/env bash
# Before anything else: is the port a port, and is it free? Needs only bash, so it works on an empty machine.
PORT=${1:-8000}
if ! [[ $PORT =~ ^[0-9]{1,5}$ ]] || ((10#$PORT < 1 || 10#$PORT > 65535)); then
  echo "ERRORE: PORT deve essere un numero da 1 a 65535, non «$PORT»." >&2
  exit 1
fi
for address in 127.0.0.1 ::1; do
  if (exec 3<>"/dev/tcp/$address/$PORT") 2>/dev/null; then
    echo "ERRORE: la porta $PORT è già occupata da un altro programma (o da Unica, se è già avviata)." >&2
    echo "        Chiudilo, oppure scegli un'altra porta: make run PORT=$((PORT < 65000 ? PORT + 123 : 8123))" >&2
    exit 1
  fi
done
