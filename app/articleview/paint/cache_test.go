package paint

import (
	"image"
	"sync"
	"testing"
)

func page(bytes int) *image.RGBA { return image.NewRGBA(image.Rect(0, 0, bytes/4, 1)) }

func TestTheCacheDropsWhatWasNotUsedForTheLongest(t *testing.T) {
	c := NewCache(400)
	for i := range uint64(4) {
		c.Put(i+1, page(100))
	}
	c.Get(1)
	c.Has(2) // does not count as a use
	c.Put(5, page(100))
	for signature, want := range map[uint64]bool{1: true, 2: false, 3: true, 4: true, 5: true} {
		if c.Has(signature) != want {
			t.Errorf("strip %d is kept: %v", signature, !want)
		}
	}
	if c.Bytes() != 400 {
		t.Errorf("%d bytes are kept", c.Bytes())
	}
	c.Put(3, page(200)) // the same strip again, larger
	if c.Bytes() > 400 || !c.Has(3) {
		t.Errorf("after a replacement %d bytes are kept", c.Bytes())
	}
	c.Put(9, page(1000))
	if c.Bytes() != 0 {
		t.Errorf("a strip larger than the cache is kept: %d bytes", c.Bytes())
	}
	c.Put(1, page(100))
	c.Put(2, page(200))
	if c.Limit(250); c.Bytes() != 200 || !c.Has(2) {
		t.Errorf("under a new limit %d bytes are kept", c.Bytes())
	}
	c.Clear()
	if _, ok := c.Get(1); ok || c.Bytes() != 0 {
		t.Error("a cleared cache still has something")
	}
}

func jobs(e *easel, words ...string) (list []Job) {
	for _, w := range words {
		s := e.strip(w, 16)
		list = append(list, Job{e.signer.Sign(s), *s})
	}
	return list
}

func TestTheBakerPaintsWhatPaintWould(t *testing.T) {
	e := newEasel(t)
	cache := NewCache(1 << 20)
	b := NewBaker(e.painter, cache)
	list := jobs(e, "one line", "another", "and a third")
	b.Ahead(list)
	b.Wait()
	for _, j := range list {
		got, ok := cache.Get(j.Signature)
		if !ok {
			t.Fatal("a strip is not painted")
		}
		if want := e.painter.Paint(&j.Strip); string(got.Pix) != string(want.Pix) {
			t.Error("a strip painted ahead looks different")
		}
	}
}

// held is a baker whose workers wait before each strip until they are let go.
func held(e *easel) (b *Baker, order *[]int, begun chan bool, let chan bool) {
	b = NewBaker(e.painter, NewCache(1<<20))
	b.idle = b.idle[:1]
	begun, let = make(chan bool, 16), make(chan bool)
	order = new([]int)
	b.paint = func(p *Painter, s *Strip) *image.RGBA {
		begun <- true
		<-let
		*order = append(*order, s.Line.End)
		return p.Paint(s)
	}
	return b, order, begun, let
}

func TestTheBakerPaintsTheLatestFirst(t *testing.T) {
	e := newEasel(t)
	b, order, begun, let := held(e)
	b.Ahead(jobs(e, "1", "22"))
	<-begun
	b.Ahead(jobs(e, "333", "4444"))
	close(let)
	b.Wait()
	if got := *order; len(got) != 4 || got[0] != 1 || got[1] != 3 || got[2] != 4 || got[3] != 2 {
		t.Errorf("painted lines of %v letters, want 1 3 4 2", got)
	}
}

func TestDroppedStripsAreNotPainted(t *testing.T) {
	e := newEasel(t)
	b, order, begun, let := held(e)
	b.Ahead(jobs(e, "1", "22", "333"))
	<-begun
	b.Drop()
	close(let)
	b.Wait()
	if len(*order) != 1 {
		t.Errorf("painted %v after all but the one under way were dropped", *order)
	}
	b.Ahead(jobs(e, "1", "55555"))
	b.Wait()
	if got := *order; len(got) != 2 || got[1] != 5 {
		t.Errorf("painted %v; what is kept already is not painted again, what is new is", got)
	}
}

func TestTheBakersQueueIsBounded(t *testing.T) {
	e := newEasel(t)
	b, _, begun, let := held(e)
	one := jobs(e, "1")
	b.Ahead(one)
	<-begun
	for range 2 * mostJobs {
		b.Ahead(one)
	}
	b.mu.Lock()
	n := len(b.jobs)
	b.mu.Unlock()
	if n != mostJobs {
		t.Errorf("%d strips wait", n)
	}
	close(let)
	b.Wait()
}

func TestMasksKeepToTheirBytesAndToWhatIsUsed(t *testing.T) {
	e := newEasel(t)
	m := NewMasks(e.painter.faces, 64<<10)
	e.painter.masks = m
	often := e.strip("often", 16)
	for size := float32(10); size < 60; size += 0.5 {
		e.painter.Paint(often)
		e.painter.Paint(e.strip("Seldom used words", size))
		kept := 0
		for _, generation := range []map[maskKey]glyph{m.young, m.old} {
			for _, g := range generation {
				kept += g.bytes()
			}
		}
		if kept > 64<<10 {
			t.Fatalf("the glyphs take %d bytes", kept)
		}
	}
	before := len(m.young) + len(m.old)
	e.painter.Paint(often)
	found := 0
	for key := range m.young {
		if key.size == 16 {
			found++
		}
	}
	if before == 0 || found < 5 {
		t.Errorf("of a word that is always on the screen only %d glyphs are kept", found)
	}
}

func TestGlyphsStandWithinAQuarterOfAPixel(t *testing.T) {
	e := newEasel(t)
	s := e.strip("l", 16)
	centre := func(shift float32) float64 {
		moved := *s
		moved.Left += shift
		img := e.painter.Paint(&moved)
		var sum, weight float64
		for i := 3; i < len(img.Pix); i += 4 {
			sum += float64(img.Pix[i]) * float64(i/4%img.Rect.Dx())
			weight += float64(img.Pix[i])
		}
		return sum / weight
	}
	start := centre(0)
	for shift := float32(0); shift < 2; shift += 0.1 {
		if off := centre(shift) - start - float64(shift); off < -0.27 || off > 0.27 {
			t.Errorf("moved by %.1f pixels the letter is %.2f beside its place", shift, off)
		}
	}
}

func TestPaintersShareGlyphs(t *testing.T) {
	e := newEasel(t)
	want := e.painter.Paint(e.strip(sentence, 16))
	strip := *e.strip(sentence, 16)
	var all sync.WaitGroup
	for range 4 {
		p := e.painter.Fork()
		all.Go(func() {
			for range 50 {
				if got := p.Paint(&strip); string(got.Pix) != string(want.Pix) {
					t.Error("painted at the same time a strip looks different")
					return
				}
			}
		})
	}
	all.Wait()
}
