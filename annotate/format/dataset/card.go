package dataset

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
)

// Card says what a data set is: README.md beside it, in the form the data hubs
// read (a head of YAML, then Markdown).
type Card struct {
	Name    string // of the project
	Format  string
	Unit    string // what offsets count
	Licence string // empty: not stated
	NoText  bool
	Shares  []Share
	Seed    uint64
	Strata  string            // what the split is balanced by, in words; empty for nothing
	Files   map[string]string // the data file of each part; see Tally.Add
	Head    string            // more lines for the head of YAML, from the format
	Sums    string            // the file with the hashes; empty is TextsName
	Common  *format.Common
	Losses  []format.Loss
}

// CardName is the card's file, and TextsName the list of hashes beside it.
const (
	CardName  = "README.md"
	TextsName = "texts.sha256"
)

// Write gives README.md. The same data gives the same bytes.
func (c *Card) Write(t *Tally) []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out bytes.Buffer
	c.head(&out, t)
	fmt.Fprintf(&out, "# %s\n\n", cmp.Or(c.Name, "Data set"))
	fmt.Fprintf(&out, "Marked in Bluepencil, format `%s`, offsets in %s.", c.Format, c.Unit)
	if c.NoText {
		out.WriteString(" Without the texts: offsets, hashes, and at most 20 characters of every span.")
	}
	fmt.Fprintf(&out, "\n\nLicence: %s.\n", cmp.Or(c.Licence, "not stated"))
	if book := c.Common.Codebook; book != nil {
		fmt.Fprintf(&out, "\nCodebook: %s, version %d.\n", cmp.Or(book.Name, "without a name"), book.Version)
	}
	c.parts(&out, t)
	c.labels(&out, t)
	c.people(&out, t)
	counts(&out, "Languages", t.langs)
	counts(&out, "Outlets", t.outlets)
	c.losses(&out)
	fmt.Fprintf(&out, "\n## Texts\n\n%d texts. The SHA-256 of their sorted SHA-256 hashes is `%s`; `%s` lists them.\n", len(t.texts), t.sum(), cmp.Or(c.Sums, TextsName))
	return out.Bytes()
}

// head writes the YAML that data hubs read.
func (c *Card) head(out *bytes.Buffer, t *Tally) {
	out.WriteString("---\n")
	fmt.Fprintf(out, "pretty_name: %s\n", quoteYAML(cmp.Or(c.Name, "Data set")))
	if c.Licence != "" {
		fmt.Fprintf(out, "license: %s\n", quoteYAML(c.Licence))
	}
	langs := slices.DeleteFunc(slices.Sorted(maps.Keys(t.langs)), func(l string) bool { return l == "" })
	if len(langs) > 0 {
		out.WriteString("language:\n")
		for _, l := range langs {
			fmt.Fprintf(out, "- %s\n", quoteYAML(l))
		}
	}
	if len(c.Files) > 0 {
		out.WriteString("configs:\n- config_name: default\n  data_files:\n")
		for _, part := range t.partNames() {
			if file := c.Files[part]; file != "" {
				fmt.Fprintf(out, "  - split: %s\n    path: %s\n", cmp.Or(part, "train"), quoteYAML(file))
			}
		}
	}
	out.WriteString(c.Head)
	out.WriteString("---\n\n")
}

// quoteYAML writes a string that YAML reads as that string, whatever is in it.
func quoteYAML(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s) + `"`
}

// cell makes words fit into a cell of a Markdown table.
func cell(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("|", `\|`, "`", "'").Replace(s)), " ")
}

func (c *Card) parts(out *bytes.Buffer, t *Tally) {
	out.WriteString("\n## Size\n\n| part | articles | annotations |\n|---|---|---|\n")
	for _, part := range t.partNames() {
		fmt.Fprintf(out, "| %s | %d | %d |\n", cmp.Or(part, "all"), t.parts[part].Articles, t.parts[part].Annotations)
	}
	if len(c.Shares) == 0 {
		return
	}
	words := make([]string, len(c.Shares))
	for i, s := range c.Shares {
		words[i] = fmt.Sprintf("%s %g", s.Name, s.Weight)
	}
	fmt.Fprintf(out, "\nSplit by article (%s), seed %d", strings.Join(words, ", "), c.Seed)
	if c.Strata != "" {
		fmt.Fprintf(out, ", balanced by %s", c.Strata)
	}
	out.WriteString("; copies of one story lie on one side.\n")
}

func (c *Card) labels(out *bytes.Buffer, t *Tally) {
	parts := t.partNames()
	out.WriteString("\n## Labels\n\n| label | name |")
	for _, part := range parts {
		fmt.Fprintf(out, " %s |", cmp.Or(part, "annotations"))
	}
	out.WriteString("\n|---|---|" + strings.Repeat("---|", len(parts)) + "\n")
	for _, label := range slices.Sorted(maps.Keys(t.labels)) {
		fmt.Fprintf(out, "| %s | %s |", cell(string(label)), cell(c.labelName(label)))
		for _, part := range parts {
			fmt.Fprintf(out, " %d |", t.labels[label][part])
		}
		out.WriteByte('\n')
	}
}

func (c *Card) labelName(id annotate.LabelID) string {
	if c.Common.Codebook == nil {
		return string(id)
	}
	return c.Common.Codebook.LabelName(id)
}

func (c *Card) people(out *bytes.Buffer, t *Tally) {
	handles := format.Handles(c.Common.People)
	byHandle := map[string]*Count{}
	for id, count := range t.people {
		byHandle[cmp.Or(handles[id], id.String())] = count
	}
	out.WriteString("\n## Annotators\n\n| annotator | articles | annotations |\n|---|---|---|\n")
	for _, handle := range slices.Sorted(maps.Keys(byHandle)) {
		fmt.Fprintf(out, "| %s | %d | %d |\n", cell(handle), byHandle[handle].Articles, byHandle[handle].Annotations)
	}
}

// counts writes a table of what is said about articles, where anything is.
func counts(out *bytes.Buffer, title string, values map[string]int) {
	if len(values) == 0 || len(values) == 1 && values[""] > 0 {
		return
	}
	const most = 30
	names := slices.SortedFunc(maps.Keys(values), func(a, b string) int { return cmp.Or(cmp.Compare(values[b], values[a]), cmp.Compare(a, b)) })
	fmt.Fprintf(out, "\n## %s\n\n| | articles |\n|---|---|\n", title)
	for _, name := range names[:min(most, len(names))] {
		fmt.Fprintf(out, "| %s | %d |\n", cmp.Or(cell(name), "not known"), values[name])
	}
	if len(names) > most {
		fmt.Fprintf(out, "\nand %d more.\n", len(names)-most)
	}
}

func (c *Card) losses(out *bytes.Buffer) {
	if len(c.Losses) == 0 {
		return
	}
	out.WriteString("\n## What the format could not carry\n\n| what | how often |\n|---|---|\n")
	for _, l := range c.Losses {
		fmt.Fprintf(out, "| %s | %d |\n", cell(l.What), l.Count)
	}
}

// Sums gives texts.sha256: a hash, a part and an article a line.
func Sums(t *Tally) []byte {
	var out bytes.Buffer
	for _, text := range t.Texts() {
		fmt.Fprintf(&out, "%s  %s%s\n", text.SHA256, prefix(text.Part), text.Article)
	}
	return out.Bytes()
}

func prefix(part string) string {
	if part == "" {
		return ""
	}
	return part + "/"
}
