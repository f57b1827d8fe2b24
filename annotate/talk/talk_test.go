package talk

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"bluepencil/annotate"
)

func id(n int) (out annotate.ID) {
	binary.BigEndian.PutUint64(out[8:], uint64(n))
	return out
}

var team = []annotate.Person{{ID: id(1), Handle: "mina"}, {ID: id(2), Handle: "mina-orth"}, {ID: id(3), Handle: "jo"}, {ID: id(4), Handle: "åsa"}, {ID: id(5)}}

func TestWhoIsCalled(t *testing.T) {
	for text, want := range map[string][]annotate.ID{
		"":                           nil,
		"@mina, is this one?":        {id(1)},
		"ask @mina-orth and @mina":   {id(1), id(2)},
		"@mina-or me":                {id(1)},
		"@minas":                     nil,
		"(@jo) @JO @jo.":             {id(3)},
		"post@jo.example, mina@mina": nil,
		"@åsa–@jo":                   {id(3), id(4)},
		"@ @@jo @":                   {id(3)},
		"@nobody, @, and a @":        nil,
		"broken \xff@jo\xff bytes":   {id(3)},
		"@mina-":                     {id(1)},
	} {
		if got := Mentioned(text, team); !slices.Equal(got, want) {
			t.Errorf("%q calls %v, want %v", text, got, want)
		}
	}
}

// FuzzMentioned: only people of the team are called, each once.
func FuzzMentioned(f *testing.F) {
	f.Add("@mina-orth @jo")
	f.Add("@\xff@@-")
	f.Fuzz(func(t *testing.T, text string) {
		got := Mentioned(text, team)
		for i, one := range got {
			if i > 0 && got[i-1].Compare(one) >= 0 || !slices.ContainsFunc(team[:4], func(p annotate.Person) bool { return p.ID == one }) {
				t.Fatalf("%q calls %v", text, got)
			}
		}
	})
}

func say(n, reply int, at int64) Comment {
	c := Comment{ID: id(n), Article: id(1000), Author: id(1), Text: fmt.Sprint("word ", n), Written: time.UnixMilli(at)}
	if reply != 0 {
		c.ReplyTo = id(reply)
	}
	return c
}

// outline is the threads by their numbers.
func outline(threads []Thread) string {
	said := ""
	for _, t := range threads {
		said += fmt.Sprint(t.ID[15])
		for _, r := range t.Replies {
			said += fmt.Sprint(">", r.ID[15])
		}
		said += " "
	}
	return said
}

func TestAnswersStandUnderWhatTheyAnswer(t *testing.T) {
	deleted := func(c Comment) Comment { c.Deleted = true; return c }
	elsewhere := func(c Comment) Comment { c.Article = id(1001); return c }
	for _, test := range []struct {
		name     string
		comments []Comment
		want     string
	}{
		{"nothing", nil, ""},
		{"in the order they began, answers in the order they came", []Comment{say(4, 1, 40), say(3, 1, 20), say(2, 0, 30), say(1, 0, 10)}, "1>3>4 2 "},
		{"an answer to an answer is in the same thread", []Comment{say(1, 0, 1), say(2, 1, 2), say(3, 2, 3)}, "1>2>3 "},
		{"an answer to what has not arrived begins one", []Comment{say(2, 9, 1), say(3, 2, 2)}, "2>3 "},
		{"what was deleted is gone", []Comment{deleted(say(1, 0, 1)), say(2, 0, 2)}, "2 "},
		{"but keeps the place of its answers", []Comment{deleted(say(1, 0, 1)), say(2, 1, 2)}, "1>2 "},
		{"a deleted answer is gone", []Comment{say(1, 0, 1), deleted(say(2, 1, 2)), say(3, 2, 3)}, "1>3 "},
		{"a ring begins somewhere", []Comment{say(1, 3, 1), say(2, 1, 2), say(3, 2, 3), say(4, 3, 4)}, "1>2>3>4 "},
		{"one that answers itself", []Comment{say(1, 1, 1)}, "1 "},
		{"no thread goes over articles", []Comment{say(1, 0, 1), elsewhere(say(2, 1, 2))}, "1 2 "},
	} {
		if got := outline(Threads(test.comments)); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	gone := say(1, 0, 1)
	gone.Deleted, gone.Mentions = true, []annotate.ID{id(3)}
	if t1 := Threads([]Comment{gone, say(2, 1, 2)})[0]; t1.Text != "" || t1.Calls(id(3)) || !t1.Has(id(1)) {
		t.Errorf("%+v", t1)
	}
}

// Threads do not hang on the order of the comments, and lose none.
func TestThreadsAreTheSameInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var comments []Comment
		for n := range 1 + r.IntN(12) {
			comments = append(comments, say(n+1, r.IntN(14), int64(r.IntN(5))))
		}
		first := Threads(comments)
		n := 0
		for _, one := range first {
			n += 1 + len(one.Replies)
		}
		r.Shuffle(len(comments), func(i, j int) { comments[i], comments[j] = comments[j], comments[i] })
		if second := Threads(comments); outline(first) != outline(second) || n != len(comments) {
			t.Fatalf("%s, then %s, of %d", outline(first), outline(second), len(comments))
		}
	}
}

func TestACommentIsItsAuthors(t *testing.T) {
	c := say(1, 0, 1)
	c.About = AboutAnnotation(annotate.AnnotationRef(id(1000), id(2), id(7)))
	d, err := Say(c)
	if err != nil {
		t.Fatal(err)
	}
	if stream, err := d.Stream(); err != nil || stream != annotate.StreamReview {
		t.Errorf("it is in the stream %s, %v", stream, err)
	}
	_, err = Edit(id(2), c, "other", nil, time.Now())
	_, err2 := Delete(id(2), c)
	_, err3 := Restore(id(2), c)
	for _, err := range []error{err, err2, err3} {
		if !errors.Is(err, ErrNotAuthor) {
			t.Errorf("somebody else may: %v", err)
		}
	}
	for name, change := range map[string]func(*Comment){
		"nothing said":     func(c *Comment) { c.Text = " \n" },
		"about nothing":    func(c *Comment) { c.About = About{} },
		"about a person":   func(c *Comment) { c.About = About{Kind: annotate.KindPerson, ID: id(3)} },
		"about no marking": func(c *Comment) { c.About = About{Kind: annotate.KindAnnotation} },
		"on no article":    func(c *Comment) { c.Article = annotate.ID{} },
		"by nobody":        func(c *Comment) { c.Author = annotate.ID{} },
	} {
		other := c
		change(&other)
		if _, err := Say(other); !errors.Is(err, annotate.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Edit(id(1), c, " ", nil, time.Now()); !errors.Is(err, annotate.ErrInvalid) {
		t.Errorf("edited away: %v", err)
	}
	if d, err := Edit(id(1), c, c.Text, nil, time.Now()); err != nil || len(d.Settings) != 0 {
		t.Errorf("the same words: %+v, %v", d, err)
	}
}
