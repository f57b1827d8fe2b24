package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// mapped runs an import with one --map for each word.
func mapped(project, path, format string, maps ...string) result {
	args := []string{"import", project, path, "--format", format}
	for _, one := range maps {
		args = append(args, "--map", one)
	}
	return bp(args...)
}

// TestMarkingsOfAnyShapeAreMapped: the places of markings in tables and records
// of other tools are told by --map, and nothing comes in twice.
func TestMarkingsOfAnyShapeAreMapped(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		name, format, content string
		maps                  []string
	}{
		{"inside.jsonl", "jsonl", `{"key":"a1","body":"Ada Lund spoke in Alder.","tags":[{"kind":"person","at":{"from":0,"to":8}},{"kind":"place","at":{"from":18,"to":23}}]}` + "\n",
			[]string{"id=key", "text=body", "spans=tags", "span.label=kind", "span.start=at.from", "span.end=at.to"}},
		{"rows.csv", "csv", "story;kind;from;to;words\nAda Lund spoke in Alder.;person;0;8;Ada Lund\nAda Lund spoke in Alder.;place;18;23;Alder\n",
			[]string{"article_text=story", "label=kind", "start=from", "end=to", "text=words"}},
		{"own.csv", "csv", "story,label,start,end\nAda Lund spoke in Alder.,person,0,8\nAda Lund spoke in Alder.,place,18,23\n", []string{"article_text=story"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			project := filepath.Join(t.TempDir(), "desk.bluepencil")
			must(t, "init", project)
			path := write(t, dir, c.name, c.content)
			mapped(project, path, c.format, c.maps...).wants(t, exitDone, "1 article added, 2 annotations added")
			if out := must(t, "export", project, "--format", "conll2003").out; !strings.Contains(out, "I-person") || !strings.Contains(out, "B-place") {
				t.Errorf("got\n%s", out)
			}
			mapped(project, path, c.format, c.maps...).wants(t, exitDone, "0 articles added, 1 article recognised, 2 annotations already there")
		})
	}
}

// TestMapsSayWhatTheyCannotMean: a field that is not there, the wrong way round.
func TestMapsSayWhatTheyCannotMean(t *testing.T) {
	path := desk(t)
	file := write(t, t.TempDir(), "a.jsonl", `{"body":"Ada Lund spoke."}`)
	mapped(path, file, "jsonl", "tags=spans").wants(t, exitUsage, "did you mean spans=tags?", "headline")
	mapped(path, file, "jsonl", "spans=tags", "kind=span.label").wants(t, exitUsage, "did you mean span.label=kind?", "spans_file")
	mapped(path, file, "csv", "label=kind", "beginning=from").wants(t, exitUsage, `no field "beginning"`, "article_text")
	mapped(path, file, "doccano", "text=body").wants(t, exitUsage, "fields of its own", "csv and jsonl")
	mapped(path, file, "jsonl", "spans").wants(t, exitUsage, "FIELD=COLUMN")
	mapped(path, file, "jsonl", "body=text").wants(t, exitDone, "1 article added")
}

// TestRe3dIsMapped: real records whose markings and links are the lines of other
// files beside them.
func TestRe3dIsMapped(t *testing.T) {
	data := filepath.Join("..", "..", "..", "shared", "data", "re3d")
	if root := os.Getenv("BLUEPENCIL_DATA"); root != "" {
		data = filepath.Join(root, "re3d")
	}
	if _, err := os.Stat(data); err != nil {
		t.Skipf("there is no %s", data)
	}
	project := filepath.Join(t.TempDir(), "desk.bluepencil")
	must(t, "init", project)
	args := []string{"import", project, data, "--format", "jsonl", "--json"}
	for _, one := range []string{"id=_id", "spans_file=entities.json", "spans_article=documentId", "span.id=_id", "span.label=type", "span.start=begin", "span.end=end",
		"span.text=value", "relations_file=relations.json", "relations_article=documentId", "relation.type=type", "relation.from.start=sourceBegin",
		"relation.from.end=sourceEnd", "relation.to.start=targetBegin", "relation.to.end=targetEnd", "meta.title=title", "meta.outlet=sourceName"} {
		args = append(args, "--map", one)
	}
	var report struct {
		Added       []string
		Annotations int
	}
	r := bp(args...)
	if err := json.Unmarshal([]byte(r.out), &report); err != nil || len(report.Added) < 60 || report.Annotations < 3000 {
		t.Errorf("%v: %d articles, %d annotations\n%s", err, len(report.Added), report.Annotations, r.report)
	}
	bp(args...).wants(t, exitPartly, "0 articles added")
	if out := must(t, "export", project, "--format", "jsonl", "--dry-run", "--status", "all").report; !strings.Contains(out, "exported") {
		t.Errorf("got %s", out)
	}
}

// TestAgencyMarkupComesAsAnnotations: the names in an agency's markup go to the
// layer of the import, and are seen in the rehearsal before.
func TestAgencyMarkupComesAsAnnotations(t *testing.T) {
	project := filepath.Join(t.TempDir(), "desk.bluepencil")
	must(t, "init", project)
	path := write(t, t.TempDir(), "story.nitf", "<nitf><body><body.content><p><person>Ada Lund</person> said <q>we wait</q> in <location>Alder</location>.</p></body.content></body></nitf>")
	if r := must(t, "import", project, path, "--dry-run"); !strings.Contains(r.out, "3 annotations of their own") {
		t.Errorf("got %s", r.out)
	}
	must(t, "import", project, path).wants(t, exitDone, "1 article added, 3 annotations added")
	must(t, "import", project, path, "--as", "Mina Orth").wants(t, exitDone, "3 annotations already there")
	if out := must(t, "export", project, "--layer", "import").out; !strings.Contains(out, `"text": "Ada Lund"`) {
		t.Errorf("got %s", out)
	}
}
