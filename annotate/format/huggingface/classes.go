package huggingface

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"bluepencil/annotate/format"
)

// Files that lie beside the data.
const (
	cardName   = "README.md"
	labelsName = "labels.txt"
)

// longestList bounds a file of names in bytes.
const longestList = 1 << 20

// classNames gives what tags that are numbers stand for: as the card's features
// say, or else the lines of labels.txt. It gives nil where neither does.
func classNames(folder fs.FS, name string) []string {
	dir := path.Dir(name)
	if names := cardNames(beside(folder, path.Join(dir, cardName))); len(names) > 0 {
		return names
	}
	return strings.Fields(beside(folder, path.Join(dir, labelsName)))
}

func beside(folder fs.FS, name string) string {
	file, err := folder.Open(name)
	if err != nil {
		return ""
	}
	content, err := io.ReadAll(io.LimitReader(file, longestList))
	if file.Close() != nil || err != nil {
		return ""
	}
	return string(content)
}

// classLine is a name among those of a class label: with its number, or as an
// element of a list.
var classLine = regexp.MustCompile(`^\s+(?:['"]?\d+['"]?:|-)\s*(\S.*?)\s*$`)

// cardNames finds the names of the classes of a column with tags.
func cardNames(card string) (names []string) {
	inColumn, inNames := false, false
	for line := range strings.Lines(card) {
		trimmed := strings.TrimSpace(line)
		switch m := classLine.FindStringSubmatch(line); {
		case inNames && m != nil && !strings.HasPrefix(trimmed, "- name:"):
			names = append(names, strings.Trim(m[1], `'"`))
		case inNames:
			return names
		case strings.HasPrefix(trimmed, "- name:"):
			column := strings.Trim(strings.TrimSpace(strings.TrimPrefix(trimmed, "- name:")), `'"`)
			inColumn = column == "ner_tags" || column == "tags"
		case inColumn && trimmed == "names:":
			inNames = true
		}
	}
	return names
}

// card is the head of the card: the columns with their types.
const card = `---
dataset_info:
  features:
  - name: id
    dtype: string
  - name: text
    dtype: string
  - name: tokens
    sequence: string
  - name: ner_tags
    sequence: string
  - name: spans
    list:
    - name: start
      dtype: int64
    - name: end
      dtype: int64
    - name: label
      dtype: string
    - name: text
      dtype: string
  - name: bluepencil
    dtype: string
task_categories:
- token-classification
---
`

// companions are the card and the list of tags that the codebook can make.
func companions(c *format.Common) []format.Companion {
	var labels bytes.Buffer
	labels.WriteString("O\n")
	if c != nil && c.Codebook != nil {
		for _, l := range c.Codebook.Labels {
			fmt.Fprintf(&labels, "B-%s\nI-%s\n", l.ID, l.ID)
		}
	}
	return []format.Companion{{Name: cardName, Content: []byte(card)}, {Name: labelsName, Content: labels.Bytes()}}
}
