#!/bin/sh
# Opens QGIS with the plugin and the example project. QGIS_LANG=en for English.
set -eu
. "$(dirname "$0")/qgis-env.sh"

RUN=$ROOT/build/run
CONFIG=$RUN/config
mkdir -p "$RUN"
prepare_profile "$CONFIG" "${QGIS_LANG:-sv}"

if [ ! -s "$RUN/skanekarta.gpkg" ] || [ ! -s "$RUN/skanekarta.qgz" ]; then
    echo "run: making the example project in build/run/ (once)"
    rm -f "$RUN"/skanekarta.*
    algorithm createstore STORE="$RUN/skanekarta.gpkg" EXAMPLE=true
    algorithm openmaps STORE="$RUN/skanekarta.gpkg" PROJECT="$RUN/skanekarta.qgz"
fi
exec qgis --profiles-path "$CONFIG" --nologo --noversioncheck --lang "${QGIS_LANG:-sv}" \
    --project "$RUN/skanekarta.qgz"
