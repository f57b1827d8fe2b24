package pdf

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// sheet writes what the engine says of a page: rows of left, top, text in
// lines of 10 points and letters 5 points wide. A row that is "" ends a block.
func sheet(rows ...any) string {
	var b strings.Builder
	b.WriteString("<page width=\"600\" height=\"800\">\n<block>\n")
	for i := 0; i < len(rows); {
		if rows[i] == "" {
			b.WriteString("</block>\n<block>\n")
			i++
			continue
		}
		left, top := float64(rows[i].(int)), rows[i+1].(int)
		b.WriteString("<line>\n")
		for w := range strings.FieldsSeq(rows[i+2].(string)) {
			right := left + 5*float64(utf8.RuneCountInString(w))
			fmt.Fprintf(&b, "<word xMin=\"%f\" yMin=\"%d\" xMax=\"%f\" yMax=\"%d\">%s</word>\n", left, top, right, top+10, w)
			left = right + 5
		}
		b.WriteString("</line>\n")
		i += 3
	}
	return b.String() + "</block>\n</page>\n"
}

func laidOut(t testing.TB, pages ...string) string {
	t.Helper()
	d, err := parseBoxes(strings.NewReader(strings.Join(pages, "")))
	if err != nil {
		t.Fatal(err)
	}
	return d.article().Text
}

func TestParagraphs(t *testing.T) {
	const full = "the harbour road of the old town" // what the longest line of a column has
	for _, c := range []struct{ what, page, want string }{
		{"lines are joined", sheet(100, 300, full, 100, 312, full), full + " " + full},
		{"space", sheet(100, 300, full, 100, 330, full), full + "\n\n" + full},
		{"an indent", sheet(100, 300, full, 110, 312, full[:19], 100, 324, full), full + "\n\n" + full[:19] + " " + full},
		{"lines in the middle are no indent", sheet(100, 300, full, 132, 312, full[:19], 100, 324, full), full + " " + full[:19] + " " + full},
		{"room for a word after a sentence", sheet(100, 300, full, 100, 312, "It was late.", 100, 324, full), full + " It was late.\n\n" + full},
		{"no room", sheet(100, 300, full, 100, 312, full[:len(full)-4]+"end.", 100, 324, full), full + " " + full[:len(full)-4] + "end. " + full},
		{"much room", sheet(100, 300, full, 100, 312, "Nora Vik", 100, 324, full), full + " Nora Vik\n\n" + full},
		{"items", sheet(100, 300, full, 100, 312, "• "+full, 100, 324, "•"), full + "\n\n• " + full},
		{"a sentence over two columns", sheet(100, 300, full, "", 350, 100, full), full + " " + full},
		{"a new sentence in the next column", sheet(100, 300, full, "", 350, 100, "The"+full[3:]), full + "\n\nThe" + full[3:]},
		{"hyphens", sheet(100, 300, "the harbour road of the old nar-", 100, 312, "rows"), "the harbour road of the old narrows"},
		{"a name's hyphen", sheet(100, 300, "the harbour road, said Mayor Lund-", 100, 312, "Reyle"), "the harbour road, said Mayor Lund-Reyle"},
		{"a number's hyphen", sheet(100, 300, "the harbour road of the year 2019-", 100, 312, "2020"), "the harbour road of the year 2019-2020"},
		{"a word known to have one", sheet(100, 300, "a well-known road and the all well-", 100, 312, "known one"), "a well-known road and the all well-known one"},
		{"soft hyphens", sheet(100, 300, "the harbour road of the old nar\u00ad", 100, 312, "Rows"), "the harbour road of the old narRows"},
		{"ideographs", sheet(100, 300, "市长说渡轮周一恢复", 100, 312, "航行"), "市长说渡轮周一恢复航行"},
		{"ligatures and entities", sheet(100, 300, "oﬃce &amp; ﬂoor"), "office & floor"},
	} {
		if got := laidOut(t, c.page); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestTheEdgesOfPages(t *testing.T) {
	var pages []string
	for i := range 5 {
		head := "Alder Courier"
		if i%2 == 1 {
			head = "Ferry news"
		}
		pages = append(pages, sheet(100, 20, fmt.Sprintf("%s %d", head, i+1), "", 100, 300, fmt.Sprintf("Page of week %d.", i), "", 100, 780, fmt.Sprint(i+1)))
	}
	want := "Page of week 0.\n\nFerry news 2\n\nPage of week 1.\n\nPage of week 2.\n\nFerry news 4\n\nPage of week 3.\n\nPage of week 4."
	if got := laidOut(t, pages...); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := laidOut(t, pages[0]); got != "Alder Courier 1\n\nPage of week 0." {
		t.Errorf("one page has no head that is the same on most: %q", got)
	}
}

// Pages made to be slow are no slower than their rows allow.
func TestPagesWithoutMeasure(t *testing.T) {
	const n = 30_000
	row := "<word xMin=\"100\" yMin=\"300\" xMax=\"105\" yMax=\"310\">a-</word>\n"
	for what, said := range map[string]string{
		"a block of many lines": "<page height=\"800\">\n<block>\n" + strings.Repeat(row+"</line>\n", n),
		"many blocks":           "<page height=\"800\">\n" + strings.Repeat("<block>\n"+row+"</line>\n", n),
		"one line":              "<page height=\"800\">\n" + strings.Repeat(row, n) + "</line>\n",
	} {
		if text := laidOut(t, said); strings.Count(text, "a") != n {
			t.Errorf("%s: %d bytes", what, len(text))
		}
	}
}

// Words that touch are one, to whichever side the script runs.
func TestWordsThatTouch(t *testing.T) {
	row := func(left, top, right, bottom int, text string) string {
		return fmt.Sprintf("<word xMin=\"%d\" yMin=\"%d\" xMax=\"%d\" yMax=\"%d\">%s</word>\n", left, top, right, bottom, text)
	}
	for what, c := range map[string]struct{ words, want string }{
		"to the right": {row(100, 0, 120, 10, "said") + row(120, 0, 125, 10, ".") + row(130, 0, 140, 10, "On"), "said. On"},
		"to the left":  {row(100, 0, 120, 10, "אמר") + row(95, 0, 100, 10, ".") + row(80, 0, 90, 10, "על"), "אמר. על"},
		"upward":       {row(20, 300, 30, 340, "Alder") + row(20, 250, 30, 295, "Courier"), "Alder Courier"},
	} {
		if got := laidOut(t, "<page width=\"600\" height=\"10\">\n<line>\n"+c.words+"</line>\n"); got != c.want {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
}

// Whatever an engine says, the text is UTF-8, no larger than what was said,
// with zones in it.
func FuzzBoxes(f *testing.F) {
	f.Add("<title>a</title>\n<meta name=\"Author\" content=\"b\"/>\n" + sheet(100, 300, "the nar-", 100, 312, "rows", "", 100, 780, "1"))
	f.Add(sheet(100, 20, "Courier 1") + sheet(100, 20, "Courier 2"))
	f.Add("<page height=\"NaN\">\n<word xMin=\"1e999\" xMax=\"-1\">a\xff&#0;&#x110000;</word>\n</line>\n</word>\n<word>")
	f.Add("</line>\n<word xMin=>b</word></word>\n</line>\n<page \n")
	f.Fuzz(func(t *testing.T, said string) {
		d, err := parseBoxes(strings.NewReader(said))
		if err != nil {
			return
		}
		a := d.article()
		if !utf8.ValidString(a.Text) || !utf8.ValidString(a.Title) || len(a.Text) > 3*len(said) {
			t.Fatalf("%q", a.Text)
		}
		for _, z := range a.Zones {
			if z.End <= z.Start || z.End > uint64(len(a.Text)) {
				t.Fatalf("zones %v in %d bytes", a.Zones, len(a.Text))
			}
		}
	})
}
