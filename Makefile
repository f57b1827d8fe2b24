# Bluepencil. `make run` builds and opens the program, `make test` runs every
# test; both first install what the system lacks (see .ci/system).

# X11 builds need no Wayland headers, and input methods work in them.
TAGS := x11
BIN  := build
# The release tag of the toolkit's threading migration; development builds
# leave it out, because they then report calls from the wrong goroutine.
RELEASE_TAGS := x11,migrated_fynedo
GO_SOURCES := $(shell find annotate app assets cmd storage -type f) go.mod go.sum

.PHONY: run test quick build bp bench eval crash fuzz fuzz-short race golden pictures lint system test-system verify-consumers clean

run: system build
	$(BIN)/bluepencil

build: $(BIN)/bluepencil $(BIN)/bp

$(BIN)/bluepencil: $(GO_SOURCES)
	go build -tags $(TAGS) -o $@ ./cmd/bluepencil

$(BIN)/bp: $(GO_SOURCES)
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o $@ ./cmd/bp

bp: $(BIN)/bp

# release: small binaries without symbols.
release: system
	go build -tags $(RELEASE_TAGS) -trimpath -ldflags "-s -w" -o $(BIN)/bluepencil-release ./cmd/bluepencil

system:
	@.ci/system build

test-system:
	@.ci/system test

# test is everything: what needs no C compiler first, then the program itself
# in a real window.
test: export BLUEPENCIL_TRACE = 1
test: test-system lint quick fuzz-short build
	BLUEPENCIL_WINDOW=1 BLUEPENCIL_PROGRAM=$(CURDIR)/$(BIN)/bluepencil BLUEPENCIL_BP=$(CURDIR)/$(BIN)/bp go test -tags $(TAGS) -count=1 -timeout 20m ./cmd/bluepencil/...

# quick is all tests that need neither a C compiler nor a display.
quick:
	CGO_ENABLED=0 go test -tags ci -timeout 20m ./annotate/... ./storage/... ./assets/... ./app/... ./cmd/bp/... ./docs/...

lint:
	@test -z "$$(gofmt -l annotate app assets cmd storage docs)" || { gofmt -l annotate app assets cmd storage docs; echo "these files are not gofmt-clean"; exit 1; }
	go vet -tags $(TAGS) ./...
	go tool staticcheck -tags $(TAGS) ./...

# bench measures speed and memory; nothing fails by a time. The project that
# the BenchmarkBig… work on has 2,000 articles, or as many as
# BLUEPENCIL_BENCH_ARTICLES says: 100000 is what the design asks for, takes
# some minutes to make at the first time, and 3 GB of disk. It is kept.
bench:
	BLUEPENCIL_BENCH_DIR=$(CURDIR)/$(BIN)/bench CGO_ENABLED=0 go test -tags ci -timeout 120m -run '^$$' -bench . -benchmem ./annotate/... ./storage/... ./app/... ./cmd/bp/...

# crash is the long proof that nothing acknowledged is lost: workers killed at
# random moments, files that a power failure could have left, calls that fail.
crash: test-system
	BLUEPENCIL_TRACE=1 BLUEPENCIL_CRASH_KILLS=2000 BLUEPENCIL_CRASH_ACTIONS=250 BLUEPENCIL_FAULT_ROUNDS=10 CGO_ENABLED=0 go test -count=1 -v -timeout 60m -run 'TestKilledAtAnyMoment|TestWhateverReachedTheDisk|TestTheImagesShow|TestWhatTheSystemRefuses|TestAFullDisk' ./storage

# fuzz runs every fuzz target there is, for FUZZTIME each.
fuzz:
	FUZZTIME=$(or $(FUZZTIME),10m) .ci/fuzz

# fuzz-short runs them for so many inputs each: about a minute in all.
fuzz-short:
	FUZZTIME=1000x .ci/fuzz

# race runs the tests of what works in several goroutines with the race detector.
race:
	CGO_ENABLED=1 go test -race -short -tags ci -timeout 40m ./annotate/... ./storage/... ./app/... ./cmd/bp/...

# eval measures quality: how well articles are found in real web pages (where
# such pages lie in ../shared/data, or in $BLUEPENCIL_DATA), how surely markings
# find their place in a newer version, how well copies of a story are told, how
# many of the quotations that people marked are found by their marks, and how
# often the cue and the speaker of a quote are proposed.
eval:
	BLUEPENCIL_EVAL=1 CGO_ENABLED=0 go test -tags ci -count=1 -v -timeout 60m -run TestEval ./annotate/... ./storage/near

# golden writes the golden images and files anew: look at what changed.
golden:
	CGO_ENABLED=0 go test -tags ci ./app/command ./app/window ./app/articleview ./app/articleview/paint ./cmd/bp ./annotate/format/bluepencil ./annotate/format/labelstudio ./annotate/format/webannotation ./annotate/format/html ./docs -update

# pictures makes the pictures of the README and the manual with the real window.
pictures: test-system build
	BLUEPENCIL_WINDOW=1 BLUEPENCIL_PICTURES=$(CURDIR)/docs/pictures BLUEPENCIL_PROGRAM=$(CURDIR)/$(BIN)/bluepencil BLUEPENCIL_BP=$(CURDIR)/$(BIN)/bp go test -tags $(TAGS) -count=1 -timeout 20m ./cmd/bluepencil/...

# verify-consumers shows what is written to the programs it is written for: the
# frontend of Label Studio in a browser, a JSON-LD processor.
verify-consumers:
	.ci/consumers/install $(CURDIR)/$(BIN)/consumers
	BLUEPENCIL_CONSUMERS=$(CURDIR)/$(BIN)/consumers CGO_ENABLED=0 go test -tags ci,consumers -count=1 -v -timeout 10m -run TestConsumer ./annotate/format/...

clean:
	rm -rf $(BIN)
