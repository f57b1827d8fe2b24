package near

import (
	"encoding/binary"
	"math"
	"path/filepath"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text/shingle"
)

// verdict is what came of comparing two texts; an empty kind: they are no copies.
type verdict struct {
	kind  Kind
	share float64
}

// verdicts are the pairs of texts that were compared.
type verdicts map[[2]annotate.Digest]verdict

// comparing compares texts and remembers what came of it.
type comparing struct {
	x        *Index
	articles []article
	before   verdicts // of earlier updates
	now      verdicts // of this one: what is asked for again stays
	fresh    bool     // something was compared that was not known
	sets     []set    // the latest first
}

type set struct {
	text annotate.Digest
	set  shingle.Set
}

// setsKept bounds the sets that are kept in memory.
const setsKept = 64

func (x *Index) startComparing(articles []article) *comparing {
	c := &comparing{x: x, articles: articles, now: verdicts{}}
	switch {
	case x.dir != "":
		c.before = readVerdicts(filepath.Join(x.dir, filePairs), x.header())
	case x.pairs != nil:
		c.before = x.pairs
	}
	return c
}

func (c *comparing) pair(a, b int) (verdict, error) {
	key := [2]annotate.Digest{c.articles[a].text, c.articles[b].text}
	if slices.Compare(key[0][:], key[1][:]) > 0 {
		key[0], key[1] = key[1], key[0]
	}
	v, known := c.before[key]
	if !known {
		x, err := c.set(a)
		if err != nil {
			return verdict{}, err
		}
		y, err := c.set(b)
		if err != nil {
			return verdict{}, err
		}
		if x == nil || y == nil {
			return verdict{}, nil // one cannot be read just now: nothing is said of them
		}
		kind, share, _ := shingle.Compare(x, y)
		v = verdict{Kind(kind), share}
		c.fresh = true
	}
	c.now[key] = v
	return v, nil
}

func (c *comparing) set(i int) (shingle.Set, error) {
	digest := c.articles[i].text
	at := slices.IndexFunc(c.sets, func(s set) bool { return s.text == digest })
	if at >= 0 {
		found := c.sets[at]
		copy(c.sets[1:at+1], c.sets[:at])
		c.sets[0] = found
		return found.set, nil
	}
	whole, err := c.x.p.Text(c.articles[i].id)
	if unreadable(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	s := set{digest, shingle.Of(whole)}
	c.sets = slices.Insert(c.sets, 0, s)
	c.sets = c.sets[:min(len(c.sets), setsKept)]
	return s.set, nil
}

// end keeps what was compared, and, where not all was gone through, what was
// known before.
func (c *comparing) end(complete bool) error {
	if !complete {
		for key, v := range c.before {
			c.now[key] = v
		}
	}
	if c.x.dir == "" {
		c.x.pairs = c.now
		return nil
	}
	if !c.fresh && len(c.now) == len(c.before) {
		return nil
	}
	return c.now.write(filepath.Join(c.x.dir, filePairs), c.x.header())
}

// verdictBytes is the size of a verdict in a file.
const verdictBytes = 32 + 32 + 1 + 8

// kindNumbers are the kinds as files have them, by their place.
var kindNumbers = []Kind{"", Copy, CutCopy}

func (v verdicts) write(path string, head header) error {
	b := make([]byte, 0, len(v)*verdictBytes)
	for key, verdict := range v {
		b = append(b, key[0][:]...)
		b = append(b, key[1][:]...)
		b = append(b, byte(max(slices.Index(kindNumbers, verdict.kind), 0)))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(verdict.share))
	}
	return writeFile(path, head, b)
}

// readVerdicts reads what write wrote; a file that is not that has none.
func readVerdicts(path string, head header) verdicts {
	v := verdicts{}
	b, ok := readFile(path, head)
	if !ok || len(b)%verdictBytes != 0 {
		return v
	}
	for ; len(b) > 0; b = b[verdictBytes:] {
		if int(b[64]) < len(kindNumbers) {
			key := [2]annotate.Digest{annotate.Digest(b[:32]), annotate.Digest(b[32:64])}
			v[key] = verdict{kindNumbers[b[64]], math.Float64frombits(binary.LittleEndian.Uint64(b[65:]))}
		}
	}
	return v
}
