#!/bin/bash
# Runs a script inside a real QGIS window, on a virtual screen:
#     scripts/window.sh script.py [project.qgz]
# The script has a function main(iface), and may import in_window. Ends with 0 if main returned
# and QGIS closed in good order. QGIS_LANG (sv), WINDOW_LIMIT (seconds, 300), SCREEN (1600x1000).
set -eu
. "$(dirname "$0")/qgis-env.sh"

SCRIPT=$(realpath "$1")
PROJECT=${2:-}
mkdir -p "$ROOT/build"
BOX=$(mktemp -d "$ROOT/build/window.XXXXXX")
trap 'rm -rf "$BOX"' EXIT
# Nobody is there to answer whether something shall be saved.
prepare_profile "$BOX/config" "${QGIS_LANG:-sv}" --set app/askToSaveMemoryLayers=false \
    --set qgis/askToSaveProjectChanges=false

export SKANEKARTA_RESULT="$BOX/result" SKANEKARTA_SCREEN="${SCREEN:-1600x1000}"
# Python caches stay out of build/plugins; the helper module stands beside this script.
printf 'import in_window\nin_window.start(r"%s")\n' "$SCRIPT" >"$BOX/start.py"
export PYTHONPATH="$ROOT/scripts${PYTHONPATH:+:$PYTHONPATH}" PYTHONDONTWRITEBYTECODE=1
export LC_ALL=C.UTF-8 QT_QPA_PLATFORM=xcb
unset WAYLAND_DISPLAY QGIS_CUSTOM_CONFIG_PATH QGIS_OPTIONS_PATH

status=0
timeout --kill-after=10 "${WINDOW_LIMIT:-300}" \
    xvfb-run -a -s "-screen 0 ${SKANEKARTA_SCREEN}x24 -dpi 96" \
    qgis --profiles-path "$BOX/config" --nologo --noversioncheck --lang "${QGIS_LANG:-sv}" \
    ${PROJECT:+--project "$(realpath "$PROJECT")"} --code "$BOX/start.py" \
    >"$BOX/log" 2>&1 </dev/null || status=$?

verdict=$(cat "$BOX/result" 2>/dev/null || true)
if [ "$verdict" = ok ] && [ "$status" = 0 ]; then
    exit 0
fi
tail -n 60 "$BOX/log" >&2
case "$verdict:$status" in
    *:124 | *:137) echo "window: not done after ${WINDOW_LIMIT:-300} s" >&2 ;;
    ok:*) echo "window: the script succeeded, but QGIS ended with status $status" >&2 ;;
    :*) echo "window: QGIS ended (status $status) before the script did" >&2 ;;
esac
printf '%s\n' "$verdict" >&2
exit 1
