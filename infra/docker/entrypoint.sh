#!/bin/sh
# Every process role of the one image, on one screen. JIEDAO_PROCESS names the service or `gateway`.
set -eu
role=${1:-serve}
[ $# -gt 0 ] && shift
case "$JIEDAO_PROCESS/$role" in
  gateway/serve) exec gunicorn -c gateway/gunicorn.conf.py gateway.wsgi:application ;;
  */serve)       exec python -m shared.chassis serve "$JIEDAO_PROCESS" ;;
  */relay)       exec python -m shared.chassis relay "$JIEDAO_PROCESS" ;;
  */migrate)     exec python -m shared.chassis migrate "$JIEDAO_PROCESS" ;;
  */load)        exec python -m shared.chassis load "$JIEDAO_PROCESS" "$@" ;;
  */healthy)     exec python -m shared.chassis healthy ;;
  *)             exec python -m shared.chassis "$role" "$@" ;;
esac
