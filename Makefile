# Bluepencil. `make run` builds and opens the program, `make test` runs every
# test; both first install what the system lacks (see .ci/system).

# X11 builds need no Wayland headers, and input methods work in them.
TAGS := x11
BIN  := build
# The release tag of the toolkit's threading migration; development builds
# leave it out, because they then report calls from the wrong goroutine.
RELEASE_TAGS := x11,migrated_fynedo
GO_SOURCES := $(shell find annotate app assets cmd storage -type f) go.mod go.sum

.PHONY: run test quick build bp bench eval crash golden pictures lint system test-system clean

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
test: test-system lint quick build
	BLUEPENCIL_WINDOW=1 BLUEPENCIL_PROGRAM=$(CURDIR)/$(BIN)/bluepencil BLUEPENCIL_BP=$(CURDIR)/$(BIN)/bp go test -tags $(TAGS) -count=1 -timeout 20m ./cmd/bluepencil/...

# quick is all tests that need neither a C compiler nor a display.
quick:
	CGO_ENABLED=0 go test -tags ci -timeout 20m ./annotate/... ./storage/... ./assets/... ./app/... ./cmd/bp/... ./docs/...

lint:
	@test -z "$$(gofmt -l annotate app assets cmd storage docs)" || { gofmt -l annotate app assets cmd storage docs; echo "these files are not gofmt-clean"; exit 1; }
	go vet -tags $(TAGS) ./...
	go tool staticcheck -tags $(TAGS) ./...

# bench measures speed and memory; nothing fails by a time.
bench:
	CGO_ENABLED=0 go test -tags ci -run '^$$' -bench . -benchmem ./annotate/... ./storage/... ./app/... ./cmd/bp/...

# eval measures how well the article is found in real web pages, where such
# pages lie in ../shared/data (or in $BLUEPENCIL_DATA).
eval:
	BLUEPENCIL_EVAL=1 CGO_ENABLED=0 go test -tags ci -count=1 -v -run TestEval ./annotate/source/webpage

# crash kills a worker at random moments, many times.
crash:
	BLUEPENCIL_CRASH_KILLS=2000 CGO_ENABLED=0 go test -count=1 -v -timeout 60m -run TestKilledAtAnyMoment ./storage

# golden writes the golden images and files anew: look at what changed.
golden:
	CGO_ENABLED=0 go test -tags ci ./app/... ./docs/... ./cmd/bp/... ./annotate/format/... -update

# pictures makes the pictures of the README and the manual with the real window.
pictures: test-system build
	BLUEPENCIL_WINDOW=1 BLUEPENCIL_PICTURES=$(CURDIR)/docs/pictures BLUEPENCIL_PROGRAM=$(CURDIR)/$(BIN)/bluepencil BLUEPENCIL_BP=$(CURDIR)/$(BIN)/bp go test -tags $(TAGS) -count=1 -timeout 20m ./cmd/bluepencil/...

clean:
	rm -rf $(BIN)
