#!/usr/bin/env bash
# Makes anew the pictures of the screen: those of the README, in docs/img, and those that ui-test compares
# with, in ui/e2e/looks. Look at every one of them before it is committed.
set -euo pipefail
cd "$(dirname "$0")/.."
make --no-print-directory screen
cargo build --workspace --bins
cd ui
npx playwright test --config e2e/pictures.config.ts
npx playwright test looks --update-snapshots=all
# A picture of 128 colours is a third in size, and within the tolerance of the comparison.
mogrify -dither None -colors 128 -strip -define png:compression-level=9 e2e/looks/*.png ../docs/img/{provas,o-que-falta,gerar,linha-do-tempo-escuro}.png
