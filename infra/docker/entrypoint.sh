#!/bin/sh
# Every process role of the one image, on one screen. JIEDAO_PROCESS names the service or `gateway`.
# Addresses with passwords come from a mounted file where there is one, else from the environment.
set -eu
settings=/run/jiedao/$JIEDAO_PROCESS.env
if [ -r "$settings" ]; then
  set -a
  # shellcheck source=/dev/null
  . "$settings"
  set +a
fi
jiedao() { python -m shared.chassis "$@"; }
role=${1:-serve}
[ $# -gt 0 ] && shift
case "$JIEDAO_PROCESS/$role" in
  gateway/serve) exec gunicorn -c gateway/gunicorn.conf.py gateway.wsgi:application ;;
  gateway/stream) # a thread for each open stream, one worker: the limit of streams is its own
    exec gunicorn -c gateway/gunicorn.conf.py --workers 1 --threads 128 --graceful-timeout 1 \
      gateway.stream_wsgi:application ;;
  */serve)       exec python -m shared.chassis serve "$JIEDAO_PROCESS" ;;
  */relay)       exec python -m shared.chassis relay "$JIEDAO_PROCESS" ;;
  */prepare)
    jiedao migrate "$JIEDAO_PROCESS"
    if [ "${JIEDAO_DEMO:-0}" = 1 ]; then set -- --demo; fi
    jiedao load "$JIEDAO_PROCESS" "$@" ;;
  */secrets)     exec python -m infra.docker.make_secrets /secrets ;;
  *)             exec python -m shared.chassis "$role" "$@" ;;
esac
