#!/usr/bin/env bash
# Measures Juntada against its peers in one run and prints the ratios: see docs/performance.md.
#   scripts/bench.sh [PROGRAM] [options of scripts/bench/bench.py, such as --rapido]
#   scripts/bench.sh destinos [PROGRAM] [options of scripts/bench/filing.py, such as --perfil tjsp-esaj]
# The peers in Python come from the interpreter's own packages, or else into target/bench-python;
# a peer that cannot be had is "não medido", never a pass.
set -eu
cd "$(dirname "$0")/.."

measure=bench.py
if [ "${1:-}" = destinos ]; then
  measure=filing.py
  shift
fi

program="${CARGO_TARGET_DIR:-target}/release/juntada"
if [ $# -gt 0 ] && [ "${1#-}" = "$1" ]; then
  program=$1
  shift
fi

has_peers() { "$1" -c 'import bagit, img2pdf, PIL, reportlab' >/dev/null 2>&1; }

python=python3
if ! has_peers "$python"; then
  own=target/bench-python
  if ! has_peers "$own/bin/python"; then
    echo "instalando as ferramentas de comparação em $own" >&2
    { python3 -m venv "$own" &&
      "$own/bin/python" -m pip install --quiet setuptools bagit==1.9.0 img2pdf Pillow reportlab; } >&2 ||
      echo "não consegui instalar tudo; o que faltar fica sem medida" >&2
  fi
  [ ! -x "$own/bin/python" ] || python=$own/bin/python
fi

exec "$python" -B "scripts/bench/$measure" --programa "$program" "$@"
