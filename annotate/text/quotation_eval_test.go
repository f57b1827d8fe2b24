package text

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// attributed is an article with the contents that people marked in it.
type attributed struct {
	name     string
	text     string
	contents [][]Range // the pieces of each
}

// attributedArticles reads the articles of a folder with every reading of
// them; it skips the test where the folder is not there.
func attributedArticles(t *testing.T, part string) []attributed {
	t.Helper()
	data := os.Getenv("BLUEPENCIL_DATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "shared", "data")
	}
	paths, err := filepath.Glob(filepath.Join(data, "polnear", part, "text", "*.txt"))
	if err != nil || len(paths) == 0 {
		t.Skipf("the articles to measure are not in %s: %v", data, err)
	}
	var list []attributed
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		a := attributed{name: name, text: string(raw)}
		readings, err := filepath.Glob(filepath.Join(data, "polnear", part, "attributions", name+"_*.ann"))
		if err != nil {
			t.Fatal(err)
		}
		for _, reading := range readings {
			a.contents = append(a.contents, contentsIn(t, reading, a.text)...)
		}
		list = append(list, a)
	}
	return list
}

// contentsIn reads the contents of one reading of an article, whatever ends
// its lines; broken ones are passed over.
func contentsIn(t *testing.T, path, text string) [][]Range {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	offsets := NewOffsets(text, CodePoint)
	var list [][]Range
	for _, p := range Paragraphs(string(raw)) {
		line := string(raw[p.Start:p.End])
		columns := strings.SplitN(line, "\t", 3)
		if len(columns) < 2 || !strings.HasPrefix(columns[0], "T") {
			continue
		}
		places, ok := strings.CutPrefix(columns[1], "Content ")
		if !ok {
			continue
		}
		if pieces := piecesOf(offsets, places); pieces != nil {
			list = append(list, pieces)
		}
	}
	return list
}

// piecesOf reads the pieces of a content, "89 106;110 120" in code points; a
// broken line gives none.
func piecesOf(offsets *Offsets, places string) []Range {
	var pieces []Range
	for _, place := range strings.Split(places, ";") {
		first, last, _ := strings.Cut(place, " ")
		start, err1 := strconv.Atoi(first)
		end, err2 := strconv.Atoi(last)
		if err1 != nil || err2 != nil {
			return nil
		}
		from, err1 := offsets.ToByte(start)
		to, err2 := offsets.ToByte(end)
		if err1 != nil || err2 != nil || from >= to {
			return nil
		}
		pieces = append(pieces, Range{from, to})
	}
	return pieces
}

// quotationScore is how the quotations of an article fit what people marked.
type quotationScore struct {
	name          string
	quoted, found int // contents that begin with a mark; those a tracked stretch overlaps
	sameStart     int // of these, where one begins at the same mark
	tracked, held int // tracked stretches; those that overlap any content
}

func (s *quotationScore) wrong() int { return s.quoted - s.found + s.tracked - s.held }

func (s *quotationScore) add(o quotationScore) {
	s.quoted, s.found, s.sameStart = s.quoted+o.quoted, s.found+o.found, s.sameStart+o.sameStart
	s.tracked, s.held = s.tracked+o.tracked, s.held+o.held
}

func (s *quotationScore) String() string {
	return fmt.Sprintf("coverage %.3f (%d of %d contents, %d from the same mark), precision %.3f (%d of %d stretches)",
		float64(s.found)/float64(max(s.quoted, 1)), s.found, s.quoted, s.sameStart, float64(s.held)/float64(max(s.tracked, 1)), s.held, s.tracked)
}

func scoreOf(a attributed) quotationScore {
	s := quotationScore{name: a.name}
	var stretches []Range
	list, _ := Quotations(a.text)
	for _, q := range list {
		if q.Use == Speech {
			stretches = append(stretches, q.Pieces...)
		}
	}
	var contents []Range
	for _, c := range a.contents {
		contents = append(contents, c...)
		if first, _ := utf8.DecodeRuneInString(a.text[c[0].Start:]); !isMarkRune(first) {
			continue
		}
		s.quoted++
		if slices.ContainsFunc(c, func(p Range) bool { return overlapsAny(p, stretches) }) {
			s.found++
		}
		if slices.ContainsFunc(stretches, func(q Range) bool { return q.Start == c[0].Start }) {
			s.sameStart++
		}
	}
	for _, q := range stretches {
		s.tracked++
		if overlapsAny(q, contents) {
			s.held++
		}
	}
	return s
}

func isMarkRune(r rune) bool {
	_, ok := familyOf[r]
	return ok
}

func overlapsAny(r Range, list []Range) bool {
	return slices.ContainsFunc(list, r.Overlaps)
}

// TestEvalQuotations measures the tracker on attributions that people marked:
// how many of the contents that begin with a quotation mark it covers, and how
// many of the stretches it takes for somebody's words are part of a content,
// both by overlap. `make eval` runs it; of train it prints the numbers, on dev
// it holds the tracker to them.
func TestEvalQuotations(t *testing.T) {
	if os.Getenv("BLUEPENCIL_EVAL") == "" {
		t.Skip("make eval runs it")
	}
	for _, part := range []string{"train", "dev"} {
		total := quotationScore{name: part}
		var scores []quotationScore
		for _, a := range attributedArticles(t, part) {
			s := scoreOf(a)
			total.add(s)
			scores = append(scores, s)
		}
		t.Logf("%s, %d articles: %s", part, len(scores), total.String())
		slices.SortStableFunc(scores, func(a, b quotationScore) int { return cmp.Compare(b.wrong(), a.wrong()) })
		for _, s := range scores[:5] {
			t.Logf("   %s: %s", s.name, s.String())
		}
		if part == "dev" && (total.found*100 < total.quoted*97 || total.held*100 < total.tracked*95) {
			t.Errorf("below 97 %% coverage or 95 %% precision")
		}
	}
}
