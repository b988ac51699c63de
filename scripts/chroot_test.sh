#!/bin/bash
# Tries this tree on a bare Debian, in a chroot that is removed afterwards:
#     scripts/chroot_test.sh bookworm                        make demo, then make test
#     scripts/chroot_test.sh trixie backports "make test"    QGIS from trixie-backports
# Needs root. Ends with 0 if the command succeeded, 75 if the system could not be had (no root, no
# debootstrap, no mirror), else with the command's status.
set -euo pipefail
cd "$(dirname "$0")/.."
SELF=$PWD/scripts/chroot_test.sh
HOME=${HOME:-/}

SUITE=${1:?suite}
shift
QGIS_SUITE=
if [ "${1:-}" = backports ]; then
    QGIS_SUITE=$SUITE-backports
    shift
fi
COMMAND=${1:-make demo && make test}
UNAVAILABLE=75
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/skanekarta

say() { printf 'chroot: %s\n' "$*" >&2; }

if [ "$(id -u)" != 0 ]; then
    if sudo -n true 2>/dev/null; then
        exec sudo -n -E bash "$SELF" "$SUITE" ${QGIS_SUITE:+backports} "$COMMAND"
    fi
    say "needs root: sudo bash scripts/chroot_test.sh $SUITE"
    exit $UNAVAILABLE
fi
# In mounts of its own nothing can be left behind; where that is not allowed, the trap unmounts.
if [ -z "${OWN_MOUNTS:-}" ] && unshare --mount true 2>/dev/null; then
    OWN_MOUNTS=1 exec unshare --mount --propagation private \
        bash "$SELF" "$SUITE" ${QGIS_SUITE:+backports} "$COMMAND"
fi

BOX=$(mktemp -d /var/tmp/skanekarta-chroot.XXXXXX)
R=$BOX/debian
HOME_INSIDE=/home/skanekarta
LOG=$BOX/log
MOUNTED=()

unmount_all() {
    local at
    for ((at = ${#MOUNTED[@]} - 1; at >= 0; at--)); do
        umount -R -l "${MOUNTED[at]}" || true
    done
    MOUNTED=()
    if grep -q " $R/" /proc/self/mounts; then
        say "something is still mounted in $R; it is left as it is"
        return
    fi
    rm -rf --one-file-system "$BOX"
}
trap unmount_all EXIT
trap 'exit 130' INT TERM HUP

attach() { # attach SOURCE: seen in the chroot at the same path, without touching the original
    mkdir -p "$R$1"
    mount --rbind "$1" "$R$1" || return 1
    MOUNTED+=("$R$1")
    mount --make-rslave "$R$1"
}

mirror() {
    apt-get indextargets --format '$(SITE) $(CODENAME)' 'Created-By: Packages' 2>/dev/null |
        awk '$2 ~ /^(bookworm|trixie)$/ {print $1; exit}'
}

get_debootstrap() {
    command -v debootstrap >/dev/null && return
    export DEBIAN_FRONTEND=noninteractive
    apt-get -q update && apt-get -q -y -o Acquire::Retries=3 install --no-install-recommends \
        debootstrap debian-archive-keyring
}

# The bare system: what the README asks for, and nothing else.
base() {
    local tarball=$CACHE/$SUITE-minbase.tar.gz
    mkdir -p "$R"
    if [ -n "$(find "$tarball" -mtime -30 2>/dev/null)" ] && tar -C "$R" -xzf "$tarball"; then
        return
    fi
    rm -rf "$R"
    get_debootstrap >"$LOG" 2>&1 || return 1
    timeout 1200 debootstrap --variant=minbase --include=make,python3 "$SUITE" "$R" \
        "$(mirror | grep . || echo http://deb.debian.org/debian)" >"$LOG" 2>&1 || return 1
    if mkdir -p "$CACHE" && tar -C "$R" -c . | gzip -1 >"$tarball.$$"; then
        mv "$tarball.$$" "$tarball"
    else
        rm -f "$tarball.$$"
    fi
}

# How this machine reaches its mirrors: names, proxies, certificates, pip's settings.
connect() {
    local file path
    cp -L /etc/resolv.conf /etc/hosts "$R/etc/" || true
    for file in /etc/apt/apt.conf /etc/apt/apt.conf.d/*; do
        if [ -f "$file" ] && grep -qiE 'proxy|Check-(Valid|Date)|Acquire::https?::' "$file"; then
            cp "$file" "$R/etc/apt/apt.conf.d/"
        fi
    done
    mkdir -p "$R/usr/local/share/ca-certificates" "$R$HOME_INSIDE/.config/pip"
    cp -L /usr/local/share/ca-certificates/*.crt "$R/usr/local/share/ca-certificates/" \
        2>/dev/null || true
    for file in "${PIP_CERT:-}" "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt; do
        if [ -s "$file" ]; then
            cp -L "$file" "$R/usr/local/share/host-certificates.pem"
            break
        fi
    done
    for file in /etc/pip.conf "$HOME/.pip/pip.conf" \
        "$HOME/.config/pip/pip.conf"; do
        [ -f "$file" ] || continue
        case $file in
            /etc/*) cp "$file" "$R/etc/pip.conf" ;;
            *) cp "$file" "$R$HOME_INSIDE/.config/pip/pip.conf" ;;
        esac
    done
    # Folders of wheels that the settings name; a local index has its files beside it.
    { cat "$R/etc/pip.conf" "$R$HOME_INSIDE/.config/pip/pip.conf" 2>/dev/null || true; env; } |
        grep -iE '^ *(pip_)?(find.links|extra.index.url|index.url) *=' |
        grep -oE '(^|[ =]|file://)/[^ ]+' | sed -E 's#^(.*file://|[ =])##; s#/simple/?$##' |
        sort -u >"$BOX/folders" || true
    while read -r path; do
        if [ -d "$path" ] && ! [ -e "$R$path" ]; then attach "$path"; fi
    done <"$BOX/folders"
}

copy_tree() {
    mkdir -p "$R$HOME_INSIDE/main"
    git -c safe.directory="$PWD" ls-files -z --cached --others --exclude-standard |
        while IFS= read -r -d '' name; do
            if [ -e "$name" ]; then printf '%s\0' "$name"; fi
        done | tar -c --null -T - | tar -x -C "$R$HOME_INSIDE/main"
    if [ -d ../shared ]; then cp -r ../shared "$R$HOME_INSIDE/shared"; fi
}

inside() {
    local pass=() name
    while IFS= read -r name; do
        case $name in
            PIP_CERT) ;;
            PIP_* | CI | *_proxy | *_PROXY) pass+=("$name=${!name}") ;;
        esac
    done < <(compgen -e)
    if [ -s "$R/usr/local/share/host-certificates.pem" ]; then
        pass+=(PIP_CERT=/usr/local/share/host-certificates.pem)
    fi
    chroot "$R" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        HOME=$HOME_INSIDE LANG=C.UTF-8 "${pass[@]}" "$@" </dev/null
}

unavailable() {
    tail -n 25 "$LOG" >&2 || true
    say "$1"
    exit $UNAVAILABLE
}

say "a bare $SUITE"
base || unavailable "no $SUITE could be made"
copy_tree
for place in /proc /sys /dev; do
    attach "$place" || unavailable "$place cannot be mounted"
done
connect

# Apart from the command, so that a mirror's failure is not taken for one of the tests.
say "setting it up${QGIS_SUITE:+, QGIS from $QGIS_SUITE}"
started=$SECONDS
if ! inside QGIS_SUITE="$QGIS_SUITE" \
    timeout 2400 sh "$HOME_INSIDE/main/scripts/setup.sh" >"$LOG" 2>&1; then
    if grep -qE 'Failed to fetch|Unable to (fetch|connect)|Could not (resolve|connect)|Temporary failure|does not have a Release file|connection broken|Read timed out' "$LOG"; then
        unavailable "the mirror failed during set-up"
    fi
    tail -n 40 "$LOG" >&2
    say "set-up failed on $SUITE"
    exit 1
fi
say "set up in $((SECONDS - started)) s: $(inside dpkg-query -W -f '${Package} ${Version}' qgis)"

status=0
inside timeout 2400 bash -c "cd $HOME_INSIDE/main && $COMMAND" || status=$?
say "$COMMAND on $SUITE: status $status"
# 75 has a meaning of its own here.
if [ "$status" = $UNAVAILABLE ]; then status=1; fi
exit "$status"
