# The only door to the house. Each recipe is plain cargo and npm; nothing here is needed to understand it.
#   make app      installs what is missing, builds the window and opens it
#   make package  the window as .deb and .rpm, in release
#   make demo     the sample dossier and its ZIP, in ./demo
#   make test     installs what the tests need and runs everything, the real window too
#   make ui-test  every screen on Chromium over the real engine
#   make check    format, clippy, engine tests, docs: quick, before each commit
#   make bench    measures against bagit, img2pdf, cp and openssl; needs 6 GiB of RAM disk
#   make bench-filing   a hard case for every destination, read back by other programs; needs 4 GiB of disk

SHELL := /bin/bash
DEMO_DATE := 2026-11-21

# A clean checkout in CI keeps what it compiled outside the checkout, so that the next run is fast;
# nothing relies on it being there.
ifdef CI
export CARGO_TARGET_DIR ?= $(HOME)/.cache/juntada-ci/target
endif

TARGET := $(or $(CARGO_TARGET_DIR),target)
# Node, where the system's own is too old (scripts/tools.sh puts it there).
export PATH := $(or $(XDG_DATA_HOME),$(HOME)/.local/share)/juntada-node/bin:$(PATH)

.PHONY: app package demo test check bench bench-filing bench-window format lint docs tools screen ui-check ui-test test-app icons

app:
	@scripts/tools.sh app
	@$(MAKE) --no-print-directory screen
	cargo build --package juntada-desktop
	$(TARGET)/debug/juntada-desktop

package:
	@scripts/tools.sh app
	@$(MAKE) --no-print-directory screen
	cargo build --release --package juntada-desktop
	ui/node_modules/.bin/tauri bundle --bundles deb,rpm
	@ls -1 $(TARGET)/release/bundle/deb/*.deb $(TARGET)/release/bundle/rpm/*.rpm

demo:
	@rm -rf demo
	@cargo build --quiet --bin juntada
	@cargo run --quiet --bin juntada -- exemplo --saida demo --data $(DEMO_DATE) || [ $$? -eq 1 ]
	@echo "O caso, o dossiê e o ZIP estão na pasta demo."

# The screen comes first: the window is compiled around it. Its own checks leave a processor free.
test: tools screen
	@$(MAKE) --no-print-directory -j2 --output-sync=target ui-check format lint docs
	cargo test --workspace --no-fail-fast
	@$(MAKE) --no-print-directory ui-test test-app

# The screen's form, types, words and logic, without a browser.
ui-check: ui/node_modules/.package-lock.json
	cd ui && npm run --silent format && npm run --silent check && npm run --silent test

# Every screen on Chromium over the real engine, and how much script it is.
ui-test: screen
	node scripts/screen_size.mjs
	cargo build --workspace --bins
	cd ui && npm run --silent e2e

# The real window: a debug package is built, installed, started and used.
test-app:
	cargo build --workspace --bins
	@scripts/test_app.sh $(TARGET)

check: screen format lint docs
	cargo test --lib

# The window's own figures; a debug build, as only that takes files from a test.
bench-window: tools screen
	cargo build --package juntada-desktop
	JUNTADA_APP=$(abspath $(TARGET))/debug/juntada-desktop xvfb-run --auto-servernum \
		--server-args='-screen 0 1366x768x24' dbus-run-session -- node scripts/bench/window.mjs

bench:
	cargo build --release --bin juntada --example assembler --example session --example searching --example copies
	@scripts/bench.sh

# What is to be uploaded keeps to the limits and can be read.
bench-filing: tools
	cargo build --release --bin juntada
	@scripts/bench.sh destinos

format:
	cargo fmt --all --check

lint:
	cargo clippy --workspace --all-targets -- -D warnings

docs:
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --workspace

tools:
	@scripts/tools.sh

screen: ui/node_modules/.package-lock.json
	cd ui && npm run --silent build -- --logLevel warn

ui/node_modules/.package-lock.json: ui/package-lock.json
	cd ui && npm ci --no-audit --no-fund
	@touch $@

# Every size of the icon from its drawing.
icons: ui/node_modules/.package-lock.json
	ui/node_modules/.bin/tauri icon assets/icon/juntada.svg --output src-tauri/icons
	rm -r src-tauri/icons/android src-tauri/icons/ios src-tauri/icons/Square* src-tauri/icons/StoreLogo.png
