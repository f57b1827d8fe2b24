package register

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Columns are the columns of the register as a table, in their order.
var Columns = []string{"id", "name", "type", "aliases", "roles", "wikidata", "note", "same_as"}

// row is an entity as files have it.
type row struct {
	ID       string                `json:"id,omitempty"`
	Name     string                `json:"name"`
	Type     string                `json:"type"`
	Aliases  []string              `json:"aliases,omitempty"`
	Roles    []annotate.EntityRole `json:"roles,omitempty"`
	Wikidata string                `json:"wikidata,omitempty"`
	Note     string                `json:"note,omitempty"`
	SameAs   []string              `json:"same_as,omitempty"`
}

func rowOf(e *annotate.Entity) row {
	r := row{ID: e.ID.String(), Name: e.Name, Type: e.Type, Aliases: e.Aliases, Roles: e.Roles, Wikidata: e.Wikidata, Note: e.Note}
	for _, id := range e.Same {
		r.SameAs = append(r.SameAs, id.String())
	}
	return r
}

// entity reads a row. Without an id it stays zero: whoever takes it in finds
// or makes one.
func (r *row) entity() (e annotate.Entity, err error) {
	e = annotate.Entity{Name: strings.TrimSpace(r.Name), Type: strings.TrimSpace(r.Type), Aliases: r.Aliases, Roles: r.Roles,
		Wikidata: strings.TrimSpace(r.Wikidata), Note: r.Note}
	if r.ID != "" {
		if e.ID, err = annotate.ParseID(r.ID); err != nil {
			return e, err
		}
	}
	for _, other := range r.SameAs {
		id, err := annotate.ParseID(other)
		if err != nil {
			return e, err
		}
		e.Same = append(e.Same, id)
	}
	if err := annotate.CheckWikidata(e.Wikidata); err != nil {
		return e, err
	}
	return e, annotate.CheckEntity(&e)
}

// WriteJSON writes entities as one array.
func WriteJSON(w io.Writer, entities []annotate.Entity) error {
	rows := make([]row, len(entities))
	for i := range entities {
		rows[i] = rowOf(&entities[i])
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(rows)
}

// WriteCSV writes entities as a table with a heading. What a cell holds
// several of is separated by "; ", a role's dates follow its title in
// brackets; a semicolon, bracket or backslash that belongs to a name has a
// backslash before it.
func WriteCSV(w io.Writer, entities []annotate.Entity) error {
	table := csv.NewWriter(w)
	if err := table.Write(Columns); err != nil {
		return err
	}
	for i := range entities {
		r := rowOf(&entities[i])
		var roles []string
		for _, role := range r.Roles {
			roles = append(roles, writeRole(role))
		}
		var aliases []string
		for _, a := range r.Aliases {
			aliases = append(aliases, escape(a))
		}
		if err := table.Write([]string{r.ID, r.Name, r.Type, strings.Join(aliases, "; "), strings.Join(roles, "; "), r.Wikidata, r.Note, strings.Join(r.SameAs, "; ")}); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

// Read reads a table of either kind: JSON where it begins with a bracket, else
// CSV, whose heading names the columns; id may be missing, and unknown columns
// are refused by name. What is wrong with a row is told with its number, and
// the others are read.
func Read(content []byte) (entities []annotate.Entity, faults []error, err error) {
	rows, faults, err := readRows(content)
	if err != nil {
		return nil, nil, err
	}
	for n := range rows {
		if rows[n] == nil {
			continue
		}
		e, err := rows[n].entity()
		if err != nil {
			faults = append(faults, fmt.Errorf("row %d: %w", n+1, err))
			continue
		}
		entities = append(entities, e)
	}
	return entities, faults, nil
}

func readRows(content []byte) (rows []*row, faults []error, err error) {
	whole := strings.TrimPrefix(string(content), "\ufeff")
	if strings.HasPrefix(strings.TrimSpace(whole), "[") {
		decoder := json.NewDecoder(strings.NewReader(whole))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&rows); err != nil {
			return nil, nil, fmt.Errorf("%w: not a register in JSON: %w", annotate.ErrInvalid, err)
		}
		return rows, nil, nil
	}
	if strings.ContainsRune(whole, 0) {
		return nil, nil, fmt.Errorf("%w: not a register: neither JSON nor CSV", annotate.ErrInvalid)
	}
	table := csv.NewReader(strings.NewReader(whole))
	table.FieldsPerRecord = -1
	heading, err := table.Read()
	if err != nil {
		return nil, nil, fmt.Errorf("%w: not a register as CSV: %w", annotate.ErrInvalid, err)
	}
	for i := range heading {
		heading[i] = strings.ToLower(strings.TrimSpace(heading[i]))
	}
	if err := checkHeading(heading); err != nil {
		return nil, nil, err
	}
	for n := 1; ; n++ {
		cells, err := table.Read()
		if errors.Is(err, io.EOF) {
			return rows, faults, nil
		}
		if err != nil {
			return rows, append(faults, fmt.Errorf("row %d and all after it: %w", n, err)), nil
		}
		r, err := readCells(heading, cells)
		if err != nil {
			faults = append(faults, fmt.Errorf("row %d: %w", n, err))
		}
		rows = append(rows, r)
	}
}

func checkHeading(heading []string) error {
	named := false
	for _, column := range heading {
		known := false
		for _, c := range Columns {
			known = known || c == column
		}
		if !known {
			return fmt.Errorf("%w: a register has no column %q; it has %s", annotate.ErrInvalid, text.Shorten(column, 40), strings.Join(Columns, ", "))
		}
		named = named || column == "name"
	}
	if !named {
		return fmt.Errorf("%w: the table has no column \"name\"", annotate.ErrInvalid)
	}
	return nil
}

func readCells(heading, cells []string) (*row, error) {
	if len(cells) != len(heading) {
		return nil, fmt.Errorf("%w: it has %d cells, the heading has %d", annotate.ErrInvalid, len(cells), len(heading))
	}
	r := &row{}
	for i, column := range heading {
		cell := cells[i]
		switch column {
		case "id":
			r.ID = strings.TrimSpace(cell)
		case "name":
			r.Name = cell
		case "type":
			r.Type = cell
		case "aliases":
			for _, part := range parts(cell) {
				r.Aliases = append(r.Aliases, unescape(part))
			}
		case "roles":
			for _, part := range parts(cell) {
				r.Roles = append(r.Roles, readRole(part))
			}
		case "wikidata":
			r.Wikidata = cell
		case "note":
			r.Note = cell
		case "same_as":
			r.SameAs = parts(cell)
		}
	}
	return r, nil
}
