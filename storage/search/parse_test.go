package search

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate"
)

func testNames() *names {
	return &names{book: testCodebook(), people: []annotate.Person{{ID: annotate.ID{1}, Name: "Mina Orth", Handle: "mina"}}}
}

// shape writes a query's tree.
func shape(q *query, n *node) string {
	var kids []string
	for _, kid := range n.kids {
		kids = append(kids, shape(q, kid))
	}
	switch n.op {
	case opAll:
		return "(" + strings.Join(kids, " & ") + ")"
	case opAny:
		return "(" + strings.Join(kids, " | ") + ")"
	case opNot:
		return "!" + kids[0]
	case opPhrase:
		return q.phrases[n.phrase].key()
	}
	f := n.filter
	return fmt.Sprintf("[%d%v%v%v%v%v%s%s]", f.by, f.labels, f.attributes, f.values, f.statuses, f.phrase.words, f.from, f.to)
}

func TestHowAQueryIsRead(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"bridge", "bridge"},
		{"  Bridge   LATE ", "(bridge & late)"},
		{`"the bridge is"`, "the bridge is"},
		{"“the bridge” «is late» 「橋」 „shut“", "(the bridge & is late & 橋 & shut)"},
		{"bri* co-operate", "(bri* & co operate)"},
		{`"the bri"*`, "the bri*"},
		{`"the bri*"`, "the bri*"},
		{"a -b", "(a & !b)"},
		{`-"a b"`, "!a b"},
		{"a OR b c", "(a | (b & c))"},
		{"(a OR b) -(c OR d)", "((a | b) & !(c | d))"},
		{"or and", "(or & and)"},
		{"政府 橋", "(政 府 & 橋)"},
		{"10:30", "10 30"},
		{"label:quote", "[0[quote][][][][]]"},
		{`LABEL:"claim TO check"`, "[0[claim][][][][]]"},
		{"type=direct", "[1[][type][direct][][]]"},
		{`Type="in other words"`, "[1[][type][in other words indirect][][]]"},
		{"attribute:type=direct", "[1[][type][direct][][]]"},
		{"question:yes", "[2[][][][][]]"},
		{`entity:"Ada Lund"`, "[3[][][][][ada lund]]"},
		{"person:mina", "[4[][][][][]]"},
		{"status:submitted", "[5[][][][submitted][]]"},
		{"status:in-progress", "[5[][][][in progress][]]"},
		{`outlet:"Alder Courier"`, "[6[][][alder courier][][]]"},
		{"date:2026-01..2026-03", "[7[][][][][]2026-012026-03]"},
		{"date>=2026-01-01", "[7[][][][][]2026-01-01]"},
		{"date<=2026", "[7[][][][][]2026]"},
		{"date:2026-01..", "[7[][][][][]2026-01]"},
		{"in:text a", "a"},
		{"", "()"},
	} {
		q, err := parse(c.query, testNames())
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
		} else if got := shape(q, q.root); got != c.want {
			t.Errorf("%s: read as %s, want %s", c.query, got, c.want)
		}
	}
}

func TestWhatCannotBeReadSaysWhere(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{`bridge "late`, "character 8: the quotation mark is not closed"},
		{"a (b", "character 3: the bracket is not closed"},
		{"a )", "character 3: the bracket closes nothing"},
		{"()", "character 1: there is nothing in the brackets"},
		{"a OR", "character 3: OR needs something"},
		{"OR a", "OR needs something"},
		{"a -", "character 3: the minus needs a word"},
		{"a --b", "character 3: the minus needs a word"},
		{"ü …", "character 3: “…” has no letter"},
		{"label:", "after “label:” there must be a value"},
		{"label:nothing", "character 7: the codebook has no label “nothing”"},
		{"person:nobody", "there are: mina"},
		{"status:done", "“done” is no status"},
		{"question:maybe", "yes or no"},
		{"colour=red", "the codebook has no attribute “colour”"},
		{"attribute:type", "by name and value"},
		{"colour:red", "there is no filter “colour:”"},
		{"type>=direct", "only dates are compared"},
		{"date:yesterday", "“yesterday” is no date"},
		{"date:..", "is no date"},
		{"date:2026-13", "is no date"},
		{"date:2026-02..2026-02-30", "is no date"},
		{"date>2026", ">= and <="},
		{"in:body a", "“body” is nothing to look in"},
		{"-in:text a", "in: cannot be negated"},
		{"outlet:…", "no letter and no digit"},
		{strings.Repeat("(", 60) + "a" + strings.Repeat(")", 60), "too deep"},
		{strings.Repeat("a ", 65), "64 words"},
		{strings.Repeat("a", 5000), "too long"},
	} {
		_, err := parse(c.query, testNames())
		var fault *SyntaxError
		if !errors.As(err, &fault) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40s: %v, want %q", c.query, err, c.want)
		}
	}
}

func TestARequestForNothingIsRefused(t *testing.T) {
	d := newDesk(t)
	for _, r := range []Request{{}, {Query: "  "}, {Query: "in:text"}, {From: "yesterday"}, {Query: "("}} {
		if err := r.Check(d.project); !errors.As(err, new(*SyntaxError)) || err.Error() == "" {
			t.Errorf("%+v: %v", r, err)
		}
	}
	if err := (&Request{To: "2026"}).Check(d.project); err != nil {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", `a "b c" -d OR (e f*)`, "label:quote type=direct", "date:2026-01..2026-03 in:text,meta", "“", "a:b:c", "--((", "attribute:type=\"", "\xff\"\xfe", "in:", "-in:text"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := parse(s, testNames())
		var fault *SyntaxError
		switch {
		case err != nil && (!errors.As(err, &fault) || fault.At > len(s) || fault.Error() == ""):
			t.Fatalf("%q: %v", s, err)
		case err == nil && utf8.ValidString(s):
			_ = shape(q, q.root)
			again, err := parse(s+" ", testNames())
			if len(s) < longestQuery && (err != nil || shape(again, again.root) != shape(q, q.root)) {
				t.Fatalf("%q with a blank is read otherwise: %v", s, err)
			}
		}
	})
}
