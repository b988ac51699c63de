# Sourced by the scripts that start QGIS: a profile of the project's own under build/, so that the
# user's stays as it is, with the plugin taken from build/plugins.

ROOT=$(cd "$(dirname "$0")/.." && pwd)
export QGIS_PLUGINPATH="$ROOT/build/plugins"
if [ -z "${XDG_RUNTIME_DIR:-}" ]; then
    export XDG_RUNTIME_DIR="$ROOT/build/runtime"
    mkdir -p -m 700 "$XDG_RUNTIME_DIR"
fi

# prepare_profile FOLDER LANGUAGE [--set section/key=value …]: FOLDER as --profiles-path takes it.
prepare_profile() {
    folder=$1
    language=$2
    shift 2
    if [ ! -d "$QGIS_PLUGINPATH/skanekarta_plugin" ]; then
        echo "The plugin is not assembled: run make package first." >&2
        exit 1
    fi
    /usr/bin/python3 "$ROOT/scripts/install.py" --no-copy --profile "$folder/profiles/default" \
        --set PythonPlugins/processing=true --set PythonPlugins/grassprovider=false \
        --set PythonPlugins/MetaSearch=false --set PythonPlugins/db_manager=false \
        --set locale/overrideFlag=true --set "locale/userLocale=$language" \
        --set 'qgis/checkVersion=false' --set 'core/NewsFeed\httpsfeedqgisorg\disabled=true' "$@"
}

# algorithm NAME PARAMETER=VALUE …: one of the plugin's algorithms, without a screen.
algorithm() {
    name=$1
    shift
    if ! LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen QGIS_CUSTOM_CONFIG_PATH="$CONFIG" \
        qgis_process run "skanekarta:$name" -- "$@" >"$CONFIG/$name.log" 2>&1; then
        cat "$CONFIG/$name.log" >&2
        echo "skanekarta:$name failed (with $*)." >&2
        exit 1
    fi
}
