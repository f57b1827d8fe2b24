package attribution_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/suggest/attribution"
	"bluepencil/annotate/text"
	"bluepencil/assets"
)

// attributed is an attribution that somebody marked.
type attributed struct {
	content, cue, source []text.Range
}

// article is a text with the attributions of one reading of it.
type article struct {
	text string
	list []attributed
}

// articlesOf reads the articles of a folder with their first reading; it skips
// the test where they are not there.
func articlesOf(t *testing.T, part string) (list []article) {
	t.Helper()
	data := os.Getenv("BLUEPENCIL_DATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	paths, err := filepath.Glob(filepath.Join(data, "polnear", part, "text", "*.txt"))
	if err != nil || len(paths) == 0 {
		t.Skipf("the articles to measure are not in %s: %v", data, err)
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".txt")
		readings, err := filepath.Glob(filepath.Join(data, "polnear", part, "attributions", name+"_*.ann"))
		if err != nil {
			t.Fatal(err)
		}
		if len(readings) > 0 {
			list = append(list, article{string(raw), attributionsIn(t, readings[0], string(raw))})
		}
	}
	return list
}

// attributionsIn reads the events of a brat file; broken lines are passed over.
func attributionsIn(t *testing.T, path, content string) (list []attributed) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	offsets := text.NewOffsets(content, text.CodePoint)
	places := map[string][]text.Range{}
	var events []string
	for _, p := range text.Paragraphs(string(raw)) {
		line := string(raw[p.Start:p.End])
		columns := strings.SplitN(line, "\t", 3)
		switch {
		case len(columns) < 2:
		case strings.HasPrefix(line, "T"):
			_, spans, _ := strings.Cut(columns[1], " ")
			places[columns[0]] = piecesOf(offsets, spans)
		case strings.HasPrefix(line, "E"):
			events = append(events, columns[1])
		}
	}
	for _, event := range events {
		var a attributed
		for _, argument := range strings.Fields(event) {
			role, id, _ := strings.Cut(argument, ":")
			switch strings.TrimRight(role, "0123456789") {
			case "Content":
				a.content = append(a.content, places[id]...)
			case "Cue":
				a.cue = append(a.cue, places[id]...)
			case "Source":
				a.source = append(a.source, places[id]...)
			}
		}
		if slices.SortFunc(a.content, func(x, y text.Range) int { return x.Start - y.Start }); len(a.content) > 0 {
			list = append(list, a)
		}
	}
	return list
}

func piecesOf(offsets *text.Offsets, places string) (pieces []text.Range) {
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
		pieces = append(pieces, text.Range{Start: from, End: to})
	}
	return pieces
}

// hits counts how often a part was found, of how many that were marked.
type hits struct {
	marked, first, three int // found by overlap
	exact, exactThree    int // found with the same ends
}

func (h *hits) add(wanted []text.Range, list []attribution.Candidate) {
	if len(wanted) == 0 {
		return
	}
	h.marked++
	whole := text.Range{Start: wanted[0].Start, End: wanted[len(wanted)-1].End}
	overlaps := func(c attribution.Candidate) bool { return slices.ContainsFunc(wanted, c.Range.Overlaps) }
	same := func(c attribution.Candidate) bool { return c.Range == whole }
	best, few := list[:min(len(list), 1)], list[:min(len(list), 3)]
	count := func(n *int, list []attribution.Candidate, is func(attribution.Candidate) bool) {
		if slices.ContainsFunc(list, is) {
			*n++
		}
	}
	count(&h.first, best, overlaps)
	count(&h.three, few, overlaps)
	count(&h.exact, best, same)
	count(&h.exactThree, few, same)
}

func (h *hits) report(t *testing.T, part string) {
	t.Helper()
	share := func(n int) float64 { return 100 * float64(n) / float64(max(h.marked, 1)) }
	t.Logf("%s, %d marked: first %.1f %% (same ends %.1f %%), among three %.1f %% (same ends %.1f %%)",
		part, h.marked, share(h.first), share(h.exact), share(h.three), share(h.exactThree))
}

// TestEvalAttribution measures the proposals on attributions that people
// marked: how often the cue and the source are the first proposal, or among
// three, by overlap and with the same ends. Nothing else is marked in the
// article. `make eval` runs it; it holds the proposals of dev to what they
// reached.
func TestEvalAttribution(t *testing.T) {
	if os.Getenv("BLUEPENCIL_EVAL") == "" {
		t.Skip("make eval runs it")
	}
	codebook, err := assets.Codebook("news")
	if err != nil {
		t.Fatal(err)
	}
	show := os.Getenv("BLUEPENCIL_EVAL") == "misses"
	for _, part := range []string{"train", "dev"} {
		var cues, sources, quotedCues, quotedSources hits
		for _, a := range articlesOf(t, part) {
			for _, one := range a.list {
				p := attribution.Propose(attribution.Request{Text: a.text, Quote: one.content, Marks: []annotate.Annotation{}, Codebook: codebook})
				before := cues.first + sources.first
				cues.add(one.cue, p.Cues)
				sources.add(one.source, p.Speakers)
				if quotes := p.Type == attribution.Direct; quotes {
					quotedCues.add(one.cue, p.Cues)
					quotedSources.add(one.source, p.Speakers)
				}
				if show && p.Type == attribution.Direct && part == "train" && cues.first+sources.first < before+2 {
					t.Log(missed(a.text, one, p))
				}
			}
		}
		cues.report(t, part+" cue")
		sources.report(t, part+" source")
		quotedCues.report(t, part+" cue of what is all in quotation marks")
		quotedSources.report(t, part+" source of what is all in quotation marks")
		if part == "dev" && (cues.first*100 < cues.marked*leastCues || sources.first*100 < sources.marked*leastSources) {
			t.Errorf("below %d %% of cues or %d %% of sources", leastCues, leastSources)
		}
	}
}

// What the first proposal is held to, in percent, by overlap.
const (
	leastCues    = 75
	leastSources = 74
)

func missed(content string, a attributed, p attribution.Proposal) string {
	cut := func(list []text.Range) (words []string) {
		for _, r := range list {
			words = append(words, content[r.Start:r.End])
		}
		return words
	}
	told := func(list []attribution.Candidate) (words []string) {
		for _, c := range list[:min(len(list), 3)] {
			words = append(words, content[c.Range.Start:c.Range.End]+" ("+strconv.FormatFloat(c.Score, 'f', 2, 64)+" "+c.Reason+")")
		}
		return words
	}
	from, to := max(0, a.content[0].Start-120), min(len(content), a.content[len(a.content)-1].End+120)
	return "…" + content[from:to] + "…\n   CONTENT " + strings.Join(cut(a.content), " | ") + "\n   CUE " + strings.Join(cut(a.cue), " | ") + " → " + strings.Join(told(p.Cues), "; ") +
		"\n   SOURCE " + strings.Join(cut(a.source), " | ") + " → " + strings.Join(told(p.Speakers), "; ")
}
