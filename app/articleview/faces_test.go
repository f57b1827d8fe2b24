package articleview

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"bluepencil/app/articleview/shape"

	"fyne.io/fyne/v2/theme"
	"github.com/go-fonts/liberation/liberationserifregular"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"golang.org/x/image/font/gofont/goregular"
)

const testFonts = "../../assets/testfonts/"

func parseFont(t *testing.T, content []byte) *font.Font {
	t.Helper()
	face, err := font.ParseTTF(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return face.Font
}

func readFont(t *testing.T, name string) *font.Font {
	t.Helper()
	content, err := os.ReadFile(testFonts + name)
	if err != nil {
		t.Fatal(err)
	}
	return parseFont(t, content)
}

// facesWith is a text font, the emoji, and a face for some scripts; for none
// it comes before the emoji.
func facesWith(t *testing.T, text []byte, name string, scripts ...language.Script) *shape.Faces {
	t.Helper()
	fonts := []*font.Font{parseFont(t, text), parseFont(t, theme.DefaultEmojiFont().Content())}
	pinned := map[language.Script]shape.FaceID{}
	if name != "" {
		fonts = append(fonts, readFont(t, name))
		if len(scripts) == 0 {
			fonts[1], fonts[2] = fonts[2], fonts[1]
		}
		for _, script := range scripts {
			pinned[script] = 2
		}
	}
	faces, err := shape.Assemble(fonts, pinned)
	if err != nil {
		t.Fatal(err)
	}
	return faces
}

// specimen is an article in one script, and the face it is shown in.
type specimen struct {
	name    string
	content string
	font    string
	scripts []language.Script
}

func specimens() []specimen {
	return []specimen{
		{"hebrew", "המעבורת תצא שוב לפני השלג הראשון, אמר דובר הנמל ריילה.\nשָׁלוֹם 12", "NotoSansHebrew-subset.ttf", []language.Script{language.Hebrew}},
		{"arabic", "قالت رئيسة البلدية آدا لوند إن العبارة ستعود قبل أول ثلج.\nمُدَرِّسة ١٢", "NotoSansArabic-subset.ttf", []language.Script{language.Arabic}},
		{"arabic-in-latin", "Reyle wrote العبارة ستعود on the door.", "NotoSansArabic-subset.ttf", []language.Script{language.Arabic}},
		{"devanagari", "महापौर आडा लुंड ने कहा कि नौका पहली बर्फ़ से पहले फिर चलेगी। क्षत्रिय कार्य", "NotoSansDevanagari-subset.ttf", []language.Script{language.Devanagari}},
		{"thai", "นายกเทศมนตรีเอดา ลุนด์ กล่าวว่าเรือข้ามฟากจะกลับมาก่อนหิมะแรก น้ำ 12", "NotoSansThai-subset.ttf", []language.Script{language.Thai}},
		{"japanese", "夜の渡し船は初雪の前にまた出る、と港の報道官レイレは言った。「直骨」", "NotoSansCJKjp-subset.otf", []language.Script{language.Han, language.Hiragana, language.Katakana}},
		{"chinese", "渡轮将在第一场雪之前再次启航，港口发言人说。“直骨”", "NotoSansCJKsc-subset.otf", []language.Script{language.Han}},
		{"korean", "밤배는 첫눈이 오기 전에 다시 뜬다고 항구 대변인이 말했다.", "NotoSansCJKkr-subset.otf", []language.Script{language.Hangul, language.Han}},
		{"colour", "👍🏽 👩‍❤️‍👨 👨‍👩‍👧‍👦 🇫🇷 🇩🇪 ❤️ ☝🏿 1️⃣ 😀\nWhat is text stays text: © 12 and #.", "", nil},
		{"pictures", "Pictures 🥰 in a bitmap font.", "NotoColorEmoji-subset.ttf", nil},
		{"layers", "A flag 🚩 and a house 🏠 in layers of colour.", "Layers.ttf", nil},
		{"missing", "Reyle: 船 and เรือ have no face; a\u0301 has one, q\u0303 half.", "", nil},
	}
}

func TestGoldenScripts(t *testing.T) {
	for _, one := range specimens() {
		for _, scale := range []float32{1, 2} {
			t.Run(fmt.Sprint(one.name, "@", scale), func(t *testing.T) {
				s := newStage(t, 420, 130, scale, light, one.content)
				s.SetFaces(facesWith(t, goregular.TTF, one.font, one.scripts...))
				s.golden(fmt.Sprintf("script-%s-%v", one.name, scale))
			})
		}
	}
}

func TestGoldenSerif(t *testing.T) {
	s := newStage(t, 420, 190, 1, light, "Mayor Ada Lund: “fine, naïve, Cafe\u0301, Łódź, q\u0303.”\nНочной паром вернётся до снега.\nΤο νυχτερινό πλοίο επιστρέφει.")
	s.SetFaces(facesWith(t, liberationserifregular.TTF, ""))
	s.golden("serif")
}

func TestOtherFacesKeepThePlaceAndShowTheirGlyphs(t *testing.T) {
	s := newStage(t, 640, 300, 1, light, longArticle(80)+"เรือ")
	s.settle()
	var missing []rune
	s.OnMissing = func(r []rune) { missing = append(missing, r...) }
	s.ScrollTo(len(s.article))
	if string(missing) != "เรือ" {
		t.Errorf("missing are %q", string(missing))
	}
	missing = nil
	before := s.top().offset
	s.SetFaces(facesWith(t, goregular.TTF, "NotoSansThai-subset.ttf", language.Thai))
	s.settle()
	if s.top().offset != before || len(missing) != 0 {
		t.Errorf("the top went from %d to %d; missing are %q", before, s.top().offset, string(missing))
	}
	s.SetArticle("")
	s.SetFaces(testFaces())
}
