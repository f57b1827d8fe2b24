package faces

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bluepencil/app/articleview/shape"

	"github.com/go-text/typesetting/language"
	"golang.org/x/image/font/gofont/goregular"
)

const fonts = "../../assets/testfonts/"

func bundled(t *testing.T) *Bundled {
	t.Helper()
	b, err := NewBundled(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// installed are test fonts by their file names, and how often they were asked for.
func installed(t *testing.T, names ...string) (list func() ([]Installed, error), asked *int) {
	t.Helper()
	var paths []string
	for _, name := range names {
		paths = append(paths, fonts+name)
	}
	all, err := Files(paths...)
	if err != nil {
		t.Fatal(err)
	}
	asked = new(int)
	return func() ([]Installed, error) { *asked++; return all, nil }, asked
}

var everything = []string{"NotoSansArabic-subset.ttf", "NotoSansCJKjp-subset.otf", "NotoSansCJKkr-subset.otf", "NotoSansCJKsc-subset.otf",
	"NotoSansDevanagari-subset.ttf", "NotoSansHebrew-subset.ttf", "NotoSansThai-subset.ttf", "NotoColorEmoji-subset.ttf"}

func find(t *testing.T, s *Shelf, text string) Answer {
	t.Helper()
	a, err := s.Find(SurveyOf(text, "", ""))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// familyOf is the family that shows a character of a script.
func familyOf(a Answer, r rune) string {
	id, ok := a.Faces.Resolve(string(r), language.LookupScript(r))
	if !ok {
		return ""
	}
	return a.Faces.Font(id).Describe().Family
}

func TestWhatTheProgramBringsNeedsNoSystem(t *testing.T) {
	list, asked := installed(t, everything...)
	s := NewShelf(bundled(t), list, Sans, nil)
	for _, text := range []string{"", "Mayor Ada Lund, Åse", "Паром вернётся", "Το πλοίο", "12 °C — “quoted”"} {
		a, err := s.Ready(SurveyOf(text, "", ""))
		if err != nil || !a.Final || len(a.Missing) > 0 {
			t.Errorf("%q: %+v, %v", text, a.Missing, err)
		}
	}
	if *asked != 0 {
		t.Errorf("the system was asked %d times", *asked)
	}
}

func TestEveryWritingSystemGetsItsFace(t *testing.T) {
	list, asked := installed(t, everything...)
	s := NewShelf(bundled(t), list, Sans, nil)
	for text, want := range map[string]string{"המעבורת": "Noto Sans Hebrew", "العبارة": "Noto Sans Arabic", "नौका": "Noto Sans Devanagari", "เรือ": "Noto Sans Thai",
		"夜の渡": "Noto Sans CJK JP", "渡轮": "Noto Sans CJK SC", "항구": "Noto Sans CJK KR", "Ada": "Go"} {
		first, _ := s.Ready(SurveyOf(text, "", ""))
		if first.Final != (want == "Go") {
			t.Errorf("%s: final at once: %v", text, first.Final)
		}
		a := find(t, s, text)
		if got := familyOf(a, []rune(text)[0]); got != want || len(a.Missing) > 0 {
			t.Errorf("%s is shown in %q, want %q; missing %v", text, got, want, a.Missing)
		}
		if again, _ := s.Ready(SurveyOf(text, "", "")); !again.Final || again.Faces != a.Faces {
			t.Errorf("%s is not shown the same the second time", text)
		}
	}
	if *asked != 1 {
		t.Errorf("the system was asked %d times", *asked)
	}
}

func TestChineseCharactersFollowTheArticle(t *testing.T) {
	list, _ := installed(t, everything...)
	for _, c := range []struct{ text, lang, locale, want string }{
		{"直骨", "", "", "Noto Sans CJK SC"}, {"直骨", "ja", "", "Noto Sans CJK JP"}, {"直骨", "", "ko_KR.UTF-8", "Noto Sans CJK KR"},
		{"直骨の", "zh", "", "Noto Sans CJK JP"}, {"直骨 항", "zh", "", "Noto Sans CJK KR"}, {"直骨", "zh-Hans", "ja_JP", "Noto Sans CJK SC"},
	} {
		s := NewShelf(bundled(t), list, Sans, nil)
		a, err := s.Find(SurveyOf(c.text, c.lang, c.locale))
		if got := familyOf(a, '直'); err != nil || got != c.want {
			t.Errorf("%s in %q on a system in %q is shown in %q, want %q (%v)", c.text, c.lang, c.locale, got, c.want, err)
		}
	}
	for tag, want := range map[string]Writing{"zh-TW": Hant, "zh_HK.UTF-8": Hant, "zh-Hant": Hant, "zh": Hans, "yue": Hans, "ja": Japanese, "ko-KR": Korean, "en": "", "": ""} {
		if got, _ := hanOf(tag); got != want {
			t.Errorf("%q is read in %q, want %q", tag, got, want)
		}
	}
}

func TestAPersonsChoiceGoesFirst(t *testing.T) {
	list, _ := installed(t, everything...)
	s := NewShelf(bundled(t), list, Sans, map[Writing]string{Japanese: "notosanscjksc"})
	if got := familyOf(find(t, s, "夜の"), 'の'); got != "Noto Sans CJK JP" {
		t.Errorf("kana that the chosen face lacks are shown in %q", got)
	}
	if got := familyOf(find(t, s, "直の"), '直'); got != "Noto Sans CJK SC" {
		t.Errorf("the chosen face is not taken: %q", got)
	}
	s.Choose(Japanese, "gone")
	if got := familyOf(find(t, s, "直の"), '直'); got != "Noto Sans CJK JP" {
		t.Errorf("in place of a family that is gone there is %q", got)
	}
	s.Choose(Japanese, "")
	if got := s.Chosen(); len(got) != 0 {
		t.Errorf("chosen %v", got)
	}
}

func TestOfTwoFacesTheSameIsTakenAlways(t *testing.T) {
	list, _ := installed(t, everything...)
	all, _ := list()
	want := best(all, []rune("直"), Hans).Family
	slices.Reverse(all)
	if got := best(all, []rune("直"), Hans).Family; got != want || want != "notosanscjksc" {
		t.Errorf("in one order %q, in another %q", want, got)
	}
	bold := all[0]
	bold.Family, bold.aspect.Weight = "notosans", 700
	if preferred(&all[0], &bold, Latin) >= 0 || preferred(&bold, &all[0], Latin) <= 0 {
		t.Error("a bold font comes before a regular one")
	}
}

func TestWhatIsMissingIsNamedWithItsPackage(t *testing.T) {
	list, asked := installed(t)
	s := NewShelf(bundled(t), list, Sans, nil)
	a := find(t, s, "Ada เรือ ab \ue000")
	for system, parts := range map[string][]string{
		"linux":   {"Thai (4 characters)", "the package fonts-noto-core (Debian, Ubuntu)", "private or unassigned characters (U+E000)"},
		"windows": {"Thai", "install a font that has it"},
	} {
		got := Sentence(a.Missing, system)
		for _, part := range parts {
			if !strings.Contains(got, part) {
				t.Errorf("%s: %q lacks %q", system, got, part)
			}
		}
	}
	if again, _ := s.Ready(SurveyOf("เรือ", "", "")); !again.Final || *asked != 1 {
		t.Errorf("what was looked for in vain is looked for again: asked %d times", *asked)
	}
	if got := Sentence([]Missing{{Private, []rune{0xe000}}}, "linux"); strings.Contains(got, "install") {
		t.Errorf("nothing can be installed for it: %q", got)
	}
	if Sentence(nil, "linux") != "" {
		t.Error("nothing is missing and something is said")
	}
}

func TestCharactersTheirFaceLacksAreFoundElsewhere(t *testing.T) {
	list, _ := installed(t, "NotoColorEmoji-subset.ttf", "NotoSansHebrew-subset.ttf")
	s := NewShelf(bundled(t), list, Sans, nil)
	a := find(t, s, "Voters 🥰 and ״")
	if familyOf(a, '🥰') != "Noto Color Emoji" || familyOf(a, '״') != "Noto Sans Hebrew" || familyOf(a, 'V') != "Go" {
		t.Errorf("%q, %q, %q", familyOf(a, '🥰'), familyOf(a, '״'), familyOf(a, 'V'))
	}
}

func TestStylesAreOfTheText(t *testing.T) {
	list, _ := installed(t, everything...)
	s := NewShelf(bundled(t), list, "gothic", nil)
	sans := find(t, s, "Ada เรือ")
	s.SetStyle(Serif)
	serif := find(t, s, "Ada เรือ")
	if familyOf(sans, 'A') != "Go" || familyOf(serif, 'A') != "Liberation Serif" || familyOf(serif, 'เ') != "Noto Sans Thai" {
		t.Errorf("%q, %q, %q", familyOf(sans, 'A'), familyOf(serif, 'A'), familyOf(serif, 'เ'))
	}
	for _, sample := range []Writing{Latin, Cyrillic, Greek} {
		if a, _ := s.Ready(SurveyOf(sample.Sample(), "", "")); !a.Final || len(a.Missing) > 0 {
			t.Errorf("the face with serifs lacks %v", a.Missing)
		}
	}
	s.SetStyle("gothic")
	if s.Style() != Serif {
		t.Errorf("an unknown style is taken: %q", s.Style())
	}
}

func TestDamagedFontsArePassedOver(t *testing.T) {
	list, _ := installed(t, "NotoSansThai-subset.ttf")
	all, _ := list()
	content, err := os.ReadFile(all[0].File)
	if err != nil {
		t.Fatal(err)
	}
	broken := all[0]
	broken.Family, broken.File = "a", filepath.Join(t.TempDir(), "broken.ttf") // shorter names come first
	if err := os.WriteFile(broken.File, content[:len(content)/3], 0o600); err != nil {
		t.Fatal(err)
	}
	gone := broken
	gone.File += "x"
	s := NewShelf(bundled(t), func() ([]Installed, error) { return []Installed{gone, broken, all[0]}, nil }, Sans, map[Writing]string{"Thai": "a"})
	a, err := s.Find(SurveyOf("เรือ", "", ""))
	if err == nil || familyOf(a, 'เ') != "Noto Sans Thai" {
		t.Errorf("shown in %q: %v", familyOf(a, 'เ'), err)
	}
	s = NewShelf(bundled(t), func() ([]Installed, error) { return nil, errors.New("no list") }, Sans, nil)
	if a, err = s.Find(SurveyOf("เรือ", "", "")); err == nil || a.Faces == nil || len(a.Missing) != 1 {
		t.Errorf("without a list: %+v, %v", a, err)
	}
}

func TestOffersAreFamiliesThatCanShowIt(t *testing.T) {
	list, _ := installed(t, everything...)
	s := NewShelf(bundled(t), list, Sans, nil)
	for w, want := range map[Writing]string{"Thai": "Noto Sans Thai", "Hebr": "Noto Sans Hebrew"} {
		offers, err := s.Offers(w)
		if err != nil || len(offers) != 1 || offers[0].Name != want {
			t.Errorf("%s: %+v, %v", w.Name(), offers, err)
		}
		shown, err := s.Preview(w, offers[0].Family)
		if err != nil || !shown.Has([]rune(w.Sample())[0]) {
			t.Errorf("%s cannot be looked at: %v", w.Name(), err)
		}
		if s.InUse(w) != "" {
			t.Errorf("%s has the face %q before it was needed", w.Name(), s.InUse(w))
		}
		find(t, s, w.Sample())
		if s.InUse(w) != want {
			t.Errorf("%s has the face %q", w.Name(), s.InUse(w))
		}
	}
	if s.InUse(Latin) != "Go" || s.InUse(Emoji) != "" || len(Known()) < 20 {
		t.Errorf("Latin in %q, emoji in %q, %d known", s.InUse(Latin), s.InUse(Emoji), len(Known()))
	}
}

func TestSamplesAreOfTheirWritingSystem(t *testing.T) {
	for _, w := range Known() {
		for _, r := range sampleOf(w) {
			if script := language.LookupScript(r); w != Emoji && w.scripts(w) != nil && !slices.Contains(w.scripts(w), script) {
				t.Errorf("%s: %c is %s", w.Name(), r, script)
			}
		}
		if len(sampleOf(w)) < 3 {
			t.Errorf("%s has no sample to speak of", w.Name())
		}
	}
}

func FuzzSurvey(f *testing.F) {
	f.Add("Ada เรือ 夜の \ue000 👩🏽‍🚒", "zh-TW")
	f.Fuzz(func(t *testing.T, text, lang string) {
		s := SurveyOf(text, lang, "")
		n := 0
		for _, w := range s.Writings() {
			n += len(s.chars[w])
		}
		visible := 0
		shape.CharactersOf(text).Each(func(rune) { visible++ })
		if n != visible {
			t.Fatalf("%q: %d characters of %d", text, n, visible)
		}
	})
}

func TestASentenceNamesFewScripts(t *testing.T) {
	var list []Missing
	for _, w := range []Writing{"Deva", "Beng", "Thai", Japanese, "Zyxw"} {
		list = append(list, Missing{w, []rune{1, 2, 3, 4}})
	}
	want := "No face for Devanagari (4 characters), Bengali (4 characters) and 3 other scripts: install the packages fonts-noto-core and fonts-noto-cjk (Debian, Ubuntu), or choose a face in View → Faces for scripts…"
	if got := Sentence(list, "linux"); got != want {
		t.Errorf("got %q", got)
	}
}
