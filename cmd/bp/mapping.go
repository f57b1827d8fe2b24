package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/source"
	"bluepencil/storage"
)

// parseMaps reads the flags that say what columns hold. What they hold must be
// a part of the text or a document field that is known.
func (f *importFlags) parseMaps(p *storage.Project) error {
	targets, err := columnTargets(p)
	if err != nil {
		return err
	}
	for _, one := range f.maps {
		at := strings.LastIndexByte(one, '=')
		if at <= 0 {
			return usageError{fmt.Errorf("--map needs COLUMN=FIELD, %q is none", one)}
		}
		column, target := one[:at], one[at+1:]
		if target != "" && !slices.Contains(targets, target) {
			return usageError{fmt.Errorf("--map %s: there is no field %q; there are %s", one, target, strings.Join(targets, ", "))}
		}
		if f.Columns == nil {
			f.Columns = map[string]string{}
		}
		f.Columns[column] = target
	}
	return nil
}

// parseLabels reads the flags that say what labels of other tools are read as.
func (f *importFlags) parseLabels(p *storage.Project) error {
	codebook, err := p.Codebook()
	if err != nil {
		return err
	}
	for _, one := range f.labels {
		at := strings.LastIndexByte(one, '=')
		if at <= 0 {
			return usageError{fmt.Errorf("--label needs THEIRS=OURS, %q is none", one)}
		}
		theirs, ours := one[:at], foreign.Fate(one[at+1:])
		if ours == "" {
			ours = foreign.FateLeave
		}
		if _, ok := codebook.Label(annotate.LabelID(ours)); !ok && ours != foreign.FateLeave && ours != foreign.FateAdd {
			return usageError{fmt.Errorf("--label %s: the codebook has no label %q; there are %s", one, ours, labelIDs(codebook))}
		}
		if f.Fates == nil {
			f.Fates = foreign.Fates{}
		}
		f.Fates[theirs] = ours
	}
	return nil
}

func labelIDs(cb *annotate.Codebook) string {
	var ids []string
	for _, l := range cb.Offered() {
		ids = append(ids, string(l.ID))
	}
	return strings.Join(ids, ", ")
}

// columnTargets are what a column may hold: what columns are known by their
// names for, and the codebook's document fields.
func columnTargets(p *storage.Project) ([]string, error) {
	codebook, err := p.Codebook()
	if err != nil {
		return nil, err
	}
	targets := source.ColumnTargets()
	for _, field := range codebook.Document {
		if !slices.Contains(targets, field.ID) {
			targets = append(targets, field.ID)
		}
	}
	return targets, nil
}

// mapHint says how columns are mapped, where a file's are not known.
func mapHint(failures []source.Failure) string {
	if slices.ContainsFunc(failures, func(f source.Failure) bool { return errors.Is(f.Err, source.ErrColumns) }) {
		return "--map COLUMN=text says which column holds the text; --dry-run shows the columns\n"
	}
	return ""
}
