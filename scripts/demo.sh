#!/bin/bash
# The main job from end to end without a screen: a store, the project, prints and exports, all
# through the plugin's own Processing algorithms.
set -eu
. "$(dirname "$0")/qgis-env.sh"

OUT=$ROOT/build/demo
CONFIG=$ROOT/build/demo-config
MAPS="kommunfakta regionala_stod aktiviteter"

rm -rf "$OUT" "$CONFIG"
mkdir -p "$OUT/export"
prepare_profile "$CONFIG" sv

# made FILE …: a step that says it succeeded must have written something.
made() {
    for file in "$@"; do
        if [ ! -s "$file" ]; then
            echo "demo: $file was not written." >&2
            exit 1
        fi
    done
}

STORE=$OUT/skanekarta.gpkg
echo "demo: the store, with the example"
algorithm createstore STORE="$STORE" EXAMPLE=true
made "$STORE"

echo "demo: the project"
algorithm openmaps STORE="$STORE" PROJECT="$OUT/skanekarta.qgz"
made "$OUT/skanekarta.qgz"

for map in $MAPS; do
    echo "demo: $map, printed and exported"
    for kind in pdf png; do
        algorithm printmap STORE="$STORE" MAP="$map" OUTPUT="$OUT/$map.$kind"
        made "$OUT/$map.$kind"
    done
    algorithm exportlayers STORE="$STORE" MAP="$map" FORMATS=shp,gdb OUTPUT="$OUT/export"
done
for pattern in "*.gdb.zip" "*.zip"; do
    if [ -z "$(find "$OUT/export" -name "$pattern" -size +0 -print -quit)" ]; then
        echo "demo: no $pattern in $OUT/export." >&2
        exit 1
    fi
done

rm -rf "$CONFIG"
echo "demo: written to build/demo/"
cd "$OUT" && find . -type f -printf '%P %s\n' | sort | awk '{printf "  %-50s %9d bytes\n", $1, $2}'
