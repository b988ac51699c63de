#!/bin/sh
# Installs what is missing on Debian 12 or 13, and nothing else.
#   scripts/setup.sh            the system's packages and .venv
#   scripts/setup.sh system     the packages only: the part that needs root
# QGIS_SUITE=trixie-backports takes QGIS from that suite instead of the first that has 3.40.
set -eu
cd "$(dirname "$0")/.."

QGIS_PACKAGES="qgis python3-qgis qgis-providers"
OTHER_PACKAGES="python3-pandas python3-openpyxl python3-matplotlib python3-gdal python3-venv
    qttools5-dev-tools qttranslations5-l10n gdal-bin poppler-utils
    xvfb xauth fonts-dejavu-core fonts-open-sans ca-certificates"
OLDEST=3.40
APT="apt-get -y -q -o Acquire::Retries=3 -o Dpkg::Use-Pty=0"

say() { printf '%s\n' "setup: $*" >&2; }

# Prints the packages that are not installed, or that are a QGIS too old.
missing() {
    have=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package} ${Version}\n' \
        $QGIS_PACKAGES $OTHER_PACKAGES 2>/dev/null || true)
    for name in $QGIS_PACKAGES $OTHER_PACKAGES; do
        version=$(printf '%s\n' "$have" | awk -v n="$name" '$1 == "ii" && $2 == n {print $3}')
        case " $QGIS_PACKAGES " in *" $name "*) wanted=$OLDEST ;; *) wanted=0 ;; esac
        if [ -z "$version" ]; then
            printf '%s ' "$name"
        elif [ "$wanted" != 0 ] && dpkg --compare-versions "$version" lt "$wanted"; then
            printf '%s ' "$name"
        fi
    done
}

targets() { apt-get indextargets --format "$1" 'Created-By: Packages' 2>/dev/null; }

# Adds a suite of the mirror that the system already uses.
add_suite() {
    if targets '$(RELEASE) $(CODENAME)' | tr ' ' '\n' | grep -qx "$1"; then
        return
    fi
    mirror=$(targets '$(SITE) $(CODENAME)' | awk -v c="$VERSION_CODENAME" '$2 == c {print $1; exit}')
    options=
    for ring in /usr/share/keyrings/debian-archive-keyring.gpg \
        /usr/share/keyrings/debian-archive-keyring.pgp; do
        if [ -e "$ring" ]; then options="[signed-by=$ring] "; break; fi
    done
    say "adding $1 in /etc/apt/sources.list.d/$1.list"
    printf 'deb %s%s %s main\n' "$options" "${mirror:-http://deb.debian.org/debian}" "$1" \
        >"/etc/apt/sources.list.d/$1.list"
    $APT update
}

qgis_candidate() { apt-cache policy qgis | awk '$1 == "Candidate:" {print $2}'; }

install_packages() {
    export DEBIAN_FRONTEND=noninteractive
    . /etc/os-release
    $APT update
    suite=${QGIS_SUITE:-}
    candidate=$(qgis_candidate)
    if [ -z "$suite" ] && dpkg --compare-versions "${candidate:-0}" lt "$OLDEST"; then
        suite=$VERSION_CODENAME-backports
    fi
    if [ -n "$suite" ]; then
        add_suite "$suite"
        $APT install --no-install-recommends -t "$suite" $QGIS_PACKAGES
    fi
    $APT install --no-install-recommends $QGIS_PACKAGES $OTHER_PACKAGES
    left=$(missing)
    if [ -n "$left" ]; then
        say "still missing, or older than QGIS $OLDEST: $left"
        exit 1
    fi
}

setup_system() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "this needs Debian 12 or 13 (apt-get). Elsewhere install QGIS $OLDEST or later with"
        say "its Python, and the counterparts of: $OTHER_PACKAGES"
        exit 1
    fi
    absent=$(missing)
    [ -n "$absent" ] || return 0
    say "missing: $absent"
    if [ "$(id -u)" = 0 ]; then
        install_packages
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n env QGIS_SUITE="${QGIS_SUITE:-}" sh scripts/setup.sh system
    else
        say "this needs root. Run the next line once, then the same command again:"
        printf '\n    sudo sh %s/scripts/setup.sh system\n\n' "$PWD" >&2
        exit 1
    fi
}

setup_venv() {
    # A tree that was moved, another Python or other pins: made anew.
    key="$(sha256sum <requirements-dev.txt) $(readlink -f /usr/bin/python3) $PWD"
    if [ "$(cat .venv/.complete 2>/dev/null)" = "$key" ]; then
        return
    fi
    say "making .venv"
    rm -rf .venv
    /usr/bin/python3 -m venv --system-site-packages .venv
    .venv/bin/python -m pip install -qq --no-input --disable-pip-version-check --retries 5 \
        --only-binary :all: -r requirements-dev.txt
    printf '%s\n' "$key" >.venv/.complete
}

case "${1:-all}" in
    system) setup_system ;;
    all) setup_system; setup_venv ;;
    *) say "unknown: $1"; exit 2 ;;
esac
