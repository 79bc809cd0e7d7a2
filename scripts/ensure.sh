#!/usr/bin/env bash
# Make sure that programs outside Python are here; install them from Debian when that is allowed.
#
#   scripts/ensure.sh venv postgres chromium java poppler
#
# Exits non-zero, saying what to install, when a program is missing and may not be installed.
set -euo pipefail

present() {
    case "$1" in
        venv) python3 -c 'import venv, ensurepip' 2>/dev/null ;;
        postgres) command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
        chromium)
            [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null ||
                compgen -G "$HOME/.cache/ms-playwright/chromium-*/chrome-linux*/chrome" >/dev/null
            ;;
        java) command -v javac >/dev/null && [ -e /usr/share/java/jaxb-runtime.jar ] ;;
        poppler) command -v pdftotext >/dev/null ;;
        *) echo "Okänt program: $1" >&2; exit 2 ;;
    esac
}

package() {
    case "$1" in
        venv) echo python3-venv ;;
        postgres) echo postgresql ;;
        chromium) echo chromium ;;
        java) echo default-jdk-headless libjaxb-java ;;
        poppler) echo poppler-utils ;;
    esac
}

# Ubuntu's chromium is a snap, which containers cannot run: there, Playwright brings its own.
ubuntu_chromium() { [ "$1" = chromium ] && grep -qs '^ID=ubuntu' /etc/os-release; }

wanted=()
for name in "$@"; do
    present "$name" && continue
    if ubuntu_chromium "$name"; then
        "$(dirname "$0")/../.venv/bin/playwright" install --with-deps chromium
    else
        read -ra packages <<<"$(package "$name")"
        wanted+=("${packages[@]}")
    fi
done
[ ${#wanted[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo -n)
fi
if ! command -v apt-get >/dev/null || { [ "$(id -u)" -ne 0 ] && ! sudo -n true 2>/dev/null; }; then
    echo "Det här saknas på datorn: ${wanted[*]}" >&2
    echo "Installera med: sudo apt-get update && sudo apt-get install ${wanted[*]}" >&2
    exit 1
fi
echo "Installerar ${wanted[*]}" >&2
"${as_root[@]+"${as_root[@]}"}" apt-get update -qq
"${as_root[@]+"${as_root[@]}"}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
