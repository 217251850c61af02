#!/usr/bin/env bash
# Installs the programs with which the tests judge what Juntada makes: qpdf, poppler, strace,
# exiftool from the system's packages, and bagit from PyPI. What cannot be installed is named; the
# tests that need it then say "não medido".
set -u

missing=()
need() { command -v "$1" >/dev/null 2>&1 || missing+=("$2"); }
need qpdf qpdf
need pdftotext poppler-utils
need strace strace
need exiftool libimage-exiftool-perl
need unzip unzip
need pip3 python3-pip
need cc gcc

if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "faltam, e não sei instalar neste sistema: ${missing[*]}" >&2
  else
    admin=()
    [ "$(id -u)" -eq 0 ] || admin=(sudo)
    "${admin[@]}" apt-get -o DPkg::Lock::Timeout=300 update -q >/dev/null &&
      DEBIAN_FRONTEND=noninteractive "${admin[@]}" apt-get -o DPkg::Lock::Timeout=300 install -y -q \
        --no-install-recommends "${missing[@]}" >/dev/null ||
      echo "não consegui instalar: ${missing[*]}" >&2
  fi
fi

command -v bagit.py >/dev/null 2>&1 || pip3 install --quiet bagit==1.9.0 2>/dev/null ||
  pip3 install --quiet --break-system-packages bagit==1.9.0 ||
  echo "não consegui instalar bagit==1.9.0" >&2
exit 0
