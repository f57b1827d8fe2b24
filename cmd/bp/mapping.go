package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/format/formats"
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
	codec, foreign := formats.ByName(f.Format)
	if foreign && len(f.maps) > 0 && f.ofMarks(codec, targets) {
		return f.parsePlaces(codec)
	}
	for _, one := range f.maps {
		column, target, err := cutMap(one)
		if err != nil {
			return err
		}
		if target != "" && !slices.Contains(targets, target) {
			hint := ""
			if foreign && codec.Takes(target) {
				hint = fmt.Sprintf("; did you mean %s=%s?", target, column)
			}
			return usageError{fmt.Errorf("--map %s: there is no field %q%s; there are %s", one, target, hint, strings.Join(targets, ", "))}
		}
		if f.Columns == nil {
			f.Columns = map[string]string{}
		}
		f.Columns[column] = target
	}
	return nil
}

// cutMap splits what a flag says at its last equals sign.
func cutMap(one string) (left, right string, err error) {
	at := strings.LastIndexByte(one, '=')
	if at <= 0 {
		return "", "", usageError{fmt.Errorf("--map needs COLUMN=FIELD, or FIELD=COLUMN for markings; %q is none", one)}
	}
	return one[:at], one[at+1:], nil
}

// ofMarks tells whether the flags say where markings lie in records of another
// tool: the format is not one of articles, or a flag begins with a field that only
// markings have and does not end with one of articles.
func (f *importFlags) ofMarks(c *foreign.Codec, targets []string) bool {
	if !source.Reads(c.Name) {
		return true
	}
	return slices.ContainsFunc(f.maps, func(one string) bool {
		field, place, err := cutMap(one)
		return err == nil && c.Takes(field) && (!slices.Contains(targets, place) || markingField(field))
	})
}

// markingField tells of fields that no column of articles is likely to be called.
func markingField(field string) bool {
	prefixes := []string{"span", "relation", "attribute.", "article_text"}
	return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(field, prefix) })
}

// parsePlaces reads the flags that say where the parts of markings lie.
func (f *importFlags) parsePlaces(c *foreign.Codec) error {
	if len(c.Columns) == 0 {
		return usageError{fmt.Errorf("the format %s has fields of its own; --map is for articles, and for markings in csv and jsonl", c.Name)}
	}
	for _, one := range f.maps {
		field, place, err := cutMap(one)
		if err != nil {
			return err
		}
		if !c.Takes(field) {
			hint := ""
			if c.Takes(place) {
				hint = fmt.Sprintf("; did you mean %s=%s?", place, field)
			}
			return usageError{fmt.Errorf("--map %s: markings of the format %s have no field %q%s; there are %s", one, c.Name, field, hint, strings.Join(c.Columns, ", "))}
		}
		if f.Places == nil {
			f.Places = map[string]string{}
		}
		f.Places[field] = place
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
