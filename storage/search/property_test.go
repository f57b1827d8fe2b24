package search

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode"

	"bluepencil/annotate"
	"bluepencil/storage"
)

// plainWords are those the random texts are made of; the first of each row is
// what the plain scan takes the others for.
var plainWords = [][]string{
	{"late", "Late", "LATE", "láte"}, {"later"}, {"bridge", "Bridge", "brídge"}, {"krakow", "Kraków", "KRAKÓW"}, {"lodz", "Łódź"},
	{"strasse", "Straße"}, {"reyle"}, {"said"}, {"harbour"}, {"мост", "Мост"}, {"vik"}, {"9"},
}

func randomText(r *rand.Rand, words int) string {
	var text strings.Builder
	for range words {
		row := plainWords[r.IntN(len(plainWords))]
		text.WriteString(row[r.IntN(len(row))])
		text.WriteString([]string{" ", ", ", ".\n", " – ", "\r\n"}[r.IntN(5)])
	}
	return text.String()
}

// plainForm is a text with each word replaced by the first of its row and one
// blank around each: the plain scan looks for words in it.
func plainForm(text string) string {
	var out strings.Builder
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		plain := word
		for _, row := range plainWords {
			for _, form := range row {
				if form == word {
					plain = row[0]
				}
			}
		}
		out.WriteString(" " + plain + " ")
	}
	return out.String()
}

// question is a query with what a plain scan makes of it.
type question struct {
	query string
	holds func(text string) bool // of the plain form
}

func randomQuestion(r *rand.Rand) question {
	word := func() string { return plainWords[r.IntN(len(plainWords))][0] }
	a, b, c := word(), word(), word()
	has := func(text, word string) bool { return strings.Contains(text, " "+word+" ") }
	switch r.IntN(7) {
	case 0:
		return question{a + " " + strings.ToUpper(b), func(t string) bool { return has(t, a) && has(t, b) }}
	case 1:
		return question{`"` + a + " " + b + `"`, func(t string) bool { return strings.Contains(t, " "+a+"  "+b+" ") }}
	case 2:
		return question{`"` + a + " " + b + " " + c + `"`, func(t string) bool { return strings.Contains(t, " "+a+"  "+b+"  "+c+" ") }}
	case 3:
		beginning := string([]rune(a)[:1+r.IntN(len([]rune(a)))])
		return question{beginning + "*", func(t string) bool { return strings.Contains(t, " "+beginning) }}
	case 4:
		return question{a + " -" + b, func(t string) bool { return has(t, a) && !has(t, b) }}
	case 5:
		return question{a + " (" + b + " OR " + c + ")", func(t string) bool { return has(t, a) && (has(t, b) || has(t, c)) }}
	}
	return question{`-"` + a + " " + b + `"`, func(t string) bool { return !strings.Contains(t, " "+a+"  "+b+" ") }}
}

// TestSearchFindsWhatAPlainScanFinds does random things to a project, with the
// index open, closed, or thrown away, and holds answers against a scan of all
// that is visible.
func TestSearchFindsWhatAPlainScanFinds(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 5))
			d := newDesk(t)
			var ids []annotate.ID
			for step := range 60 {
				if len(ids) == 0 || r.IntN(3) == 0 {
					ids = append(ids, d.add(fmt.Sprintf("%s n%d", randomText(r, 3+r.IntN(12)), step)))
				} else {
					d.something(r, ids[r.IntN(len(ids))])
				}
				switch r.IntN(12) {
				case 0:
					d.closeIndex()
				case 1:
					d.closeIndex()
					must(t, os.RemoveAll(Dir(d.path)))
				case 2:
					d.close()
					d.reopen()
				}
				if step%4 == 3 {
					d.compare(r)
				}
			}
		})
	}
}

// something happens to an article.
func (d *desk) something(r *rand.Rand, id annotate.ID) {
	d.t.Helper()
	switch r.IntN(6) {
	case 0:
		d.commit(annotate.DeleteArticle(d.mina, id))
	case 1:
		d.commit(annotate.RestoreArticle(d.mina, id))
	case 2:
		d.commit(annotate.SetMeta(d.kim, id, "byline", randomText(r, 2)))
	case 3, 4:
		step := d.project.Undo
		if r.IntN(2) == 0 {
			step = d.project.Redo
		}
		if _, err := step(d.mina); err != nil && !errors.Is(err, annotate.ErrNothingToUndo) && !errors.Is(err, annotate.ErrChangedSince) {
			d.t.Fatal(err)
		}
	case 5:
		if text, err := d.project.Text(id); err == nil {
			ref := d.mark(d.mina, id, "quote", text[:strings.IndexAny(text, " ,.\r\n")])
			d.commit(annotate.SetNote(ref, randomText(r, 2)))
		}
	}
}

// compare holds some answers against a plain scan.
func (d *desk) compare(r *rand.Rand) {
	d.t.Helper()
	for range 6 {
		q := randomQuestion(r)
		for _, in := range []string{"in:text ", "in:text,meta,notes "} {
			var want []annotate.ID
			must(d.t, d.project.Articles(storage.ArticleFilter{}, func(row storage.ArticleRow) bool {
				want = append(want, row.ID)
				return true
			}))
			kept := want[:0]
			for _, id := range want {
				if q.holds(d.plain(id, in)) {
					kept = append(kept, id)
				}
			}
			d.wants(in+q.query, kept...)
		}
	}
}

// plain is the plain form of what is looked in, texts apart from each other.
func (d *desk) plain(id annotate.ID, in string) string {
	d.t.Helper()
	text, err := d.project.Text(id)
	must(d.t, err)
	out := plainForm(text)
	if in == "in:text " {
		return out
	}
	a, err := d.project.Article(id)
	must(d.t, err)
	for _, value := range a.Meta {
		out += "|" + plainForm(value)
	}
	marks, err := d.project.Annotations(id, annotate.ID{})
	must(d.t, err)
	for i := range marks {
		out += "|" + plainForm(marks[i].Note)
	}
	return out
}
