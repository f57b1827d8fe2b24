package intake

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bluepencil/annotate/format"
	"bluepencil/annotate/format/bluepencil"
	"bluepencil/annotate/format/dataset"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/formats"
	"bluepencil/annotate/source"
)

// findExports tells which files have annotations: all where their format is
// named, else those that say so themselves. It gives the files without those that
// only lie beside one and are read with it. Of a folder only what has the format
// is taken, where one of another tool is named.
func (t *taking) findExports(files, named []string) []string {
	t.exports = map[string]bool{}
	left := map[string]bool{}
	for _, path := range files {
		if t.o.Format == FormatBluepencil || t.o.Format == "" && mayHoldJSON(path) && beginsAsExport(path) {
			t.exports[path] = true
			continue
		}
		codec, err := codecOf(path, slices.Contains(named, path), t.o)
		if codec == nil && err == nil && t.o.foreignOnly() {
			left[path] = true
			if slices.Contains(named, path) {
				err = fmt.Errorf("it is no file of the format %s", t.o.Format)
			}
		}
		if err != nil {
			t.report.Failures = append(t.report.Failures, source.Failure{Path: path, Err: err})
			left[path] = true
		}
		if codec == nil {
			continue
		}
		t.exports[path], t.foreign[path] = true, &foreignFile{path: path, codec: codec}
		for _, name := range append(besides(codec, filepath.Base(path)), t.o.Places["spans_file"], t.o.Places["relations_file"]) {
			left[filepath.Join(filepath.Dir(path), name)] = true
		}
	}
	return slices.DeleteFunc(files, func(path string) bool {
		if f := t.foreign[path]; f != nil && left[path] && !slices.Contains(named, path) {
			delete(t.foreign, path) // it was taken for one by the format's name alone
			delete(t.exports, path)
		}
		return left[path] && !t.exports[path]
	})
}

// mayHave tells whether files of a format may have the extension.
func (o *Options) mayHave(c *foreign.Codec, extension string) bool {
	list := []string{c.Extension}
	if len(o.Places) > 0 && c.Extension == ".jsonl" {
		list = append(list, ".json", ".ndjson")
	} else if len(o.Places) > 0 {
		list = append(list, ".tsv", ".tab")
	}
	return slices.Contains(list, strings.ToLower(extension))
}

// foreignOnly tells whether the format named is of another tool and of no articles.
func (o *Options) foreignOnly() bool {
	_, ok := formats.ByName(o.Format)
	return ok && !o.readsArticles()
}

// readsArticles tells whether files of the format named are articles, unless they
// say otherwise.
func (o *Options) readsArticles() bool { return source.Reads(o.Format) && len(o.Places) == 0 }

// foreign tells whether a file of a folder, of no kind that articles have, is
// one of another tool.
func (o *Options) foreign(path string) bool {
	codec, err := codecOf(path, false, *o)
	return codec != nil || err != nil
}

// besides are the names of files that are read with one, or say something about
// it to people.
func besides(c *foreign.Codec, name string) []string {
	list := []string{bluepencil.ProjectName, format.MarkerName, dataset.CardName, dataset.TextsName}
	for base := name; ; { // of out.train.mina.jsonl the report is out.losses.json
		dot := strings.LastIndexByte(base, '.')
		if dot <= 0 {
			break
		}
		base = base[:dot]
		list = append(list, base+"."+format.LossesName, base+"."+dataset.CardName, base+"."+dataset.TextsName)
	}
	if c.Beside != nil {
		list = append(list, c.Beside(name)...)
	}
	return list
}

// codecOf is the format of another tool that the file is of, or nil. Of a folder,
// whose files nobody named, only what looks like the format is taken.
func codecOf(path string, isNamedItself bool, o Options) (*foreign.Codec, error) {
	named, isNamed := formats.ByName(o.Format)
	if o.Format != "" && !isNamed {
		return nil, nil
	}
	head, err := headOf(path)
	if err != nil {
		return nil, nil // its reader will say why
	}
	name := filepath.Base(path)
	otherThings := o.readsArticles() || named != nil && (named.Layout == foreign.LayoutFiles || !isNamedItself) && !o.mayHave(named, filepath.Ext(name))
	if isNamed && otherThings && (named.Open == nil || named.Recognise == nil || !named.Recognise(name, head)) {
		return nil, nil // the name is that of an article format, too, or the folder holds other files
	}
	if isNamed {
		if named.Open == nil {
			return nil, fmt.Errorf("the format %s is only written", named.Name)
		}
		return named, nil
	}
	switch fits := formats.Recognise(name, head); len(fits) {
	case 0:
		return nil, nil
	case 1:
		return fits[0], nil
	default:
		names := make([]string, len(fits))
		for i, c := range fits {
			names[i] = c.Name
		}
		return nil, fmt.Errorf("it may be of the formats %s; name the one it is", strings.Join(names, " and "))
	}
}

// headOf is the beginning of a regular file.
func headOf(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	head, err := io.ReadAll(io.LimitReader(file, formats.HeadBytes))
	return narrow(head), err
}
