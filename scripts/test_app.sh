#!/usr/bin/env bash
# Tests of the real window: builds the debug package from what was compiled, installs it, and uses it
# under a screen of its own. Argument: the target directory of cargo.
set -euo pipefail
cd "$(dirname "$0")/.."
target=$1

for tool in xvfb-run dbus-run-session WebKitWebDriver node dpkg-deb; do
  command -v "$tool" >/dev/null || { echo "janela: não medido, falta $tool" >&2; exit 0; }
done

ui/node_modules/.bin/tauri bundle --debug --bundles deb
package=$(ls -t "$target"/debug/bundle/deb/*.deb | head -1)
folder=$(mktemp -d)
admin=()
[ "$(id -u)" -eq 0 ] || admin=(sudo -n)
was_there=$(dpkg-query -W -f='${db:Status-Status}' juntada 2>/dev/null || true)

clear_up() {
  rm -rf "$folder"
  [ "$was_there" = installed ] || "${admin[@]}" dpkg --purge juntada >/dev/null 2>&1 || true
}
trap clear_up EXIT

if "${admin[@]}" dpkg --install "$package" >/dev/null; then
  root=/
else
  echo "janela: sem permissão para instalar; usada de dentro do pacote" >&2
  dpkg-deb --extract "$package" "$folder"
  root=$folder
fi
! command -v desktop-file-validate >/dev/null || desktop-file-validate "$root/usr/share/applications/Juntada.desktop"

export JUNTADA_APP=$root/usr/bin/juntada-desktop JUNTADA_CLI=$PWD/$target/debug/juntada
case $target in /*) JUNTADA_CLI=$target/debug/juntada ;; esac
# Rendering without a graphics card is steadier in software.
export LIBGL_ALWAYS_SOFTWARE=1
on_a_screen=(xvfb-run --auto-servernum --server-args='-screen 0 1366x768x24' dbus-run-session --)

"${on_a_screen[@]}" node --test --test-concurrency=1 tests/app/*.test.mjs

# Once more where there is no network at all but the machine's own loop, over which the tests drive it.
if unshare -rn true 2>/dev/null; then
  unshare -rn bash -c 'ip link set lo up; exec "$@"' sem-rede \
    "${on_a_screen[@]}" node --test --test-concurrency=1 tests/app/flow.test.mjs
else
  echo "janela sem rede: não medido, o sistema não deixa separar a rede" >&2
fi
