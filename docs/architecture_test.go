// Package docs holds the project's documents, and the tests that keep what
// they say about the code true.
package docs

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// pkg is what the go command tells of a package.
type pkg struct {
	ImportPath string
	Imports    []string
	Deps       []string
	CgoFiles   []string
	Standard   bool
}

func list(t *testing.T, args ...string) []pkg {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-e", "-json=ImportPath,Imports,Deps,CgoFiles,Standard"}, args...)...)
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list %v: %v", args, err)
	}
	var packages []pkg
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p pkg
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}

// floor is the height of a package in the house: it may import its own floor
// and those below.
func floor(path string) int {
	for i, name := range []string{"annotate", "storage", "app", "cmd"} {
		if path == "bluepencil/"+name || strings.HasPrefix(path, "bluepencil/"+name+"/") {
			return i
		}
	}
	if path == "bluepencil/assets" {
		return 0
	}
	return -1
}

func TestNothingImportsUpward(t *testing.T) {
	seen := 0
	for _, p := range list(t, "-tags", "x11", "./...") {
		from := floor(p.ImportPath)
		if from < 0 {
			continue
		}
		seen++
		for _, imported := range p.Imports {
			if to := floor(imported); to > from {
				t.Errorf("%s imports %s, which is a floor above it", p.ImportPath, imported)
			}
		}
	}
	if seen < 10 {
		t.Fatalf("only %d packages were looked at", seen)
	}
}

func TestFloorsKeepToTheirMaterials(t *testing.T) {
	for _, p := range list(t, "-tags", "x11", "./...") {
		for _, imported := range p.Imports {
			fyne := strings.HasPrefix(imported, "fyne.io/fyne/")
			switch {
			case fyne && floor(p.ImportPath) < 2:
				t.Errorf("%s imports Fyne: %s", p.ImportPath, imported)
			case fyne && lowLayer(p.ImportPath):
				t.Errorf("%s, a layer below the widget, imports Fyne: %s", p.ImportPath, imported)
			case strings.HasPrefix(imported, "go.etcd.io/bbolt") && !strings.HasPrefix(p.ImportPath, "bluepencil/storage"):
				t.Errorf("%s imports bbolt", p.ImportPath)
			case imported == "fyne.io/fyne/v2/app" && p.ImportPath != "bluepencil/cmd/bluepencil":
				t.Errorf("%s imports fyne/v2/app; only cmd/bluepencil may", p.ImportPath)
			case imported == "fyne.io/fyne/v2/data/binding":
				t.Errorf("%s uses data binding; state reaches widgets through presenters", p.ImportPath)
			}
		}
		if strings.HasSuffix(p.ImportPath, "/util") {
			t.Errorf("%s: name the package after what it is for", p.ImportPath)
		}
	}
}

func lowLayer(path string) bool {
	for _, layer := range []string{"shape", "lines", "paint"} {
		if path == "bluepencil/app/articleview/"+layer {
			return true
		}
	}
	return path == "bluepencil/app/command" || path == "bluepencil/app/desk" || path == "bluepencil/app/finder" || path == "bluepencil/app/crashlog"
}

func TestTheCompanionNeedsNeitherScreenNorCompiler(t *testing.T) {
	for _, p := range list(t, "-deps", "./cmd/bp", "./annotate/...", "./storage/...") {
		if strings.HasPrefix(p.ImportPath, "fyne.io/") {
			t.Errorf("bp depends on %s", p.ImportPath)
		}
		if len(p.CgoFiles) > 0 && !p.Standard {
			t.Errorf("bp depends on cgo in %s", p.ImportPath)
		}
	}
}

// Libraries that read files may know how to fetch them too. Nothing of the
// project's own does; the traced session in cmd shows that no socket is opened.
func TestNothingOfOursKnowsTheNetwork(t *testing.T) {
	for _, p := range list(t, "-tags", "x11", "./...") {
		for _, imported := range p.Imports {
			if floor(p.ImportPath) >= 0 && (imported == "net" || imported == "net/http" || imported == "crypto/tls") {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
		}
	}
}
