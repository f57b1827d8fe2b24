package faces

import (
	"fmt"
	"io"
	"log"
	"os"
	"slices"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/fontscan"
)

// Installed is a font of the system that is known but not loaded.
type Installed struct {
	Family string // as files are compared by: small letters, without blanks
	File   string
	Index  int // in a collection
	aspect font.Aspect
	runes  fontscan.RuneSet
}

// System lists the fonts of the system. It reads all font files once and keeps
// what it found out under the user's cache, so that it takes milliseconds
// later on; the toolkit uses the same list. No font is loaded.
func System() ([]Installed, error) {
	found, err := fontscan.SystemFonts(log.New(io.Discard, "", 0), "")
	if err != nil {
		return nil, fmt.Errorf("the system's fonts cannot be listed: %w", err)
	}
	list := make([]Installed, len(found))
	for i, f := range found {
		list[i] = Installed{f.Family, f.Location.File, int(f.Location.Index), f.Aspect, f.Runes}
	}
	return list, nil
}

// Files lists the fonts in some files, one a file, in place of the system's.
func Files(paths ...string) ([]Installed, error) {
	var list []Installed
	for _, path := range paths {
		one := Installed{File: path}
		loaded, err := one.load()
		if err != nil {
			return nil, err
		}
		d := loaded.Describe()
		one.Family, one.aspect = font.NormalizeFamily(d.Family), d.Aspect
		for iterator := loaded.Cmap.Iter(); iterator.Next(); {
			r, _ := iterator.Char()
			one.runes.Add(r)
		}
		list = append(list, one)
	}
	return list, nil
}

// covered is how many of the characters the font has.
func (f *Installed) covered(list []rune) (n int) {
	for _, r := range list {
		if f.runes.Contains(r) {
			n++
		}
	}
	return n
}

// open hands over the font within its file.
func (f *Installed) open(use func(*opentype.Loader) error) (err error) {
	file, err := os.Open(f.File)
	if err != nil {
		return err
	}
	defer file.Close()
	defer func() {
		if broken := recover(); broken != nil { // the library trusts a font more than it should
			err = fmt.Errorf("the font is damaged: %v", broken)
		}
	}()
	loaders, err := opentype.NewLoaders(file)
	if err != nil {
		return err
	}
	if f.Index >= len(loaders) {
		return fmt.Errorf("it has no font %d any more", f.Index)
	}
	return use(loaders[f.Index])
}

// load reads the font into memory: about as much as its part of the file.
func (f *Installed) load() (loaded *font.Font, err error) {
	err = f.open(func(l *opentype.Loader) error {
		loaded, err = font.NewFont(l)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("the font %s: %w", f.File, err)
	}
	return loaded, nil
}

// name is the family's name as its designer writes it.
func (f *Installed) name() string {
	name := f.Family
	_ = f.open(func(l *opentype.Loader) error { // what cannot be read keeps the name it is known by
		if d, _ := font.Describe(l, nil); d.Family != "" {
			name = d.Family
		}
		return nil
	})
	return name
}

// heavy is from how many bytes of a file on a font is not kept for articles
// that do not need it: those of Chinese, Japanese and Korean are.
const heavy = 4 << 20

func (f *Installed) heavy() bool {
	info, err := os.Stat(f.File)
	return err == nil && info.Size() >= heavy
}

// regular tells whether a font is upright, of normal weight and width.
func (f *Installed) regular() bool {
	return f.aspect.Style == font.StyleNormal && f.aspect.Weight == font.WeightNormal && f.aspect.Stretch == font.StretchNormal
}

// best is the font that has most of the characters; of several the first in
// the order of preference. It is nil where none has any.
func best(list []Installed, characters []rune, w Writing) *Installed {
	var found *Installed
	most := 0
	for i := range list {
		n := list[i].covered(characters)
		if n > most || n == most && n > 0 && preferred(&list[i], found, w) < 0 {
			found, most = &list[i], n
		}
	}
	return found
}

// covering are the fonts that have all of the characters, one a family, the
// preferred first.
func covering(list []Installed, characters []rune, w Writing) []Installed {
	var found []Installed
	for i := range list {
		if list[i].covered(characters) == len(characters) {
			found = append(found, list[i])
		}
	}
	slices.SortFunc(found, func(a, b Installed) int { return preferred(&a, &b, w) })
	seen := map[string]bool{}
	return slices.DeleteFunc(found, func(f Installed) bool {
		again := seen[f.Family]
		seen[f.Family] = true
		return again
	})
}
