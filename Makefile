# The only door to the house. Each recipe is plain cargo; nothing here is needed to understand it.
#   make demo    the sample dossier and its ZIP, in ./demo
#   make test    installs what the tests need and runs everything
#   make check   format, clippy, engine tests, docs: quick, before each commit
#   make bench   measures against bagit, img2pdf, cp and openssl; needs 6 GiB of RAM disk

SHELL := /bin/bash
DEMO_DATE := 2026-11-21

# A clean checkout in CI keeps what it compiled outside the checkout, so that the next run is fast;
# nothing relies on it being there.
ifdef CI
export CARGO_TARGET_DIR ?= $(HOME)/.cache/juntada-ci/target
endif

.PHONY: demo test check bench format lint docs tools

demo:
	@rm -rf demo
	@cargo build --quiet --bin juntada
	@cargo run --quiet --bin juntada -- exemplo --saida demo --data $(DEMO_DATE) || [ $$? -eq 1 ]
	@echo "O caso, o dossiê e o ZIP estão na pasta demo."

test: tools format lint docs
	cargo test --workspace --no-fail-fast

check: format lint docs
	cargo test --lib

bench:
	cargo build --release -p juntada --bin juntada --example assembler --example session
	@scripts/bench.sh

format:
	cargo fmt --all --check

lint:
	cargo clippy --workspace --all-targets -- -D warnings

docs:
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --workspace

tools:
	@scripts/tools.sh
