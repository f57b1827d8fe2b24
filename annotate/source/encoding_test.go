package source

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

// News of our own in several languages, as long as a short agency report.
const (
	english = "The minister said on Tuesday that the “talks” wouldn’t end soon — not before the vote.\r\nHer office later confirmed the words, and said that nothing had been decided.\r\n"
	russian = "Министр заявил во вторник, что переговоры не закончатся до голосования.\nПозднее его слова подтвердили в правительстве, где добавили, что решение ещё не принято.\n"
	polish  = "Minister powiedział we wtorek, że rozmowy nie zakończą się przed głosowaniem. Później potwierdziło to jego biuro, dodając, że żadna decyzja jeszcze nie zapadła.\n"
	german  = "Die Ministerin sagte am Dienstag, dass die Gespräche vor der Abstimmung nicht enden würden. Später bestätigte ihr Büro die Äußerung; entschieden sei noch nichts.\n"
	chinese = "部长星期二表示，会谈在投票之前不会结束。他的办公室随后证实了这一说法，并说目前还没有作出任何决定。记者问他是否会出席会议，他没有回答。\n"
	taiwan  = "部長星期二表示，會談在投票之前不會結束。他的辦公室隨後證實了這個說法，並說目前還沒有作出任何決定。記者問他是否會出席會議，他沒有回答。\n"
	nippon  = "大臣は火曜日、投票の前に協議が終わることはないと述べた。その後、事務所もこの発言を認め、まだ何も決まっていないと説明した。記者の質問には答えなかった。\n"
	korean  = "장관은 화요일 투표 전에 회담이 끝나지 않을 것이라고 말했다. 이후 장관실은 이 발언을 확인하면서 아직 아무것도 결정되지 않았다고 설명했다.\n"
	greek   = "Ο υπουργός δήλωσε την Τρίτη ότι οι συνομιλίες δεν θα τελειώσουν πριν από την ψηφοφορία. Το γραφείο του επιβεβαίωσε αργότερα τα λόγια του.\n"
	arabic  = "قال الوزير يوم الثلاثاء إن المحادثات لن تنتهي قبل التصويت. وأكد مكتبه لاحقا هذه التصريحات وقال إنه لم يتخذ أي قرار بعد.\n"
	hebrew  = "השר אמר ביום שלישי כי השיחות לא יסתיימו לפני ההצבעה. משרדו אישר מאוחר יותר את הדברים והוסיף כי עדיין לא התקבלה החלטה.\n"
	turkish = "Bakan salı günü görüşmelerin oylamadan önce bitmeyeceğini söyledi. Ofisi daha sonra bu sözleri doğruladı ve henüz hiçbir karar alınmadığını ekledi.\n"
)

func wide(order binary.AppendByteOrder, text string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

func wider(order binary.AppendByteOrder, text string) []byte {
	var out []byte
	for _, r := range text {
		out = order.AppendUint32(out, uint32(r))
	}
	return out
}

// encoded writes a text in an encoding, with no mark.
func encoded(t testing.TB, name, text string) []byte {
	t.Helper()
	switch name {
	case "utf-8":
		return []byte(text)
	case "utf-16le":
		return wide(binary.LittleEndian, text)
	case "utf-16be":
		return wide(binary.BigEndian, text)
	case "utf-32le":
		return wider(binary.LittleEndian, text)
	case "utf-32be":
		return wider(binary.BigEndian, text)
	}
	codec, err := htmlindex.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := codec.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("%s cannot say %q: %v", name, text, err)
	}
	return raw
}

func TestEncodingsAreFoundOut(t *testing.T) {
	cases := []struct {
		encoding, text, source string
	}{
		{"utf-8", english, ByValidity}, {"utf-8", chinese, ByValidity}, {"utf-8", "plain ASCII", ByValidity},
		{"utf-16le", english, ByGuess}, {"utf-16be", english, ByGuess}, {"utf-16le", russian, ByGuess}, {"utf-16be", korean, ByGuess},
		{"windows-1252", english, ByGuess}, {"windows-1252", german, ByGuess},
		{"windows-1251", russian, ByGuess}, {"koi8-r", russian, ByGuess}, {"iso-8859-5", russian, ByGuess},
		{"iso-8859-2", polish, ByGuess}, {"windows-1250", polish, ByGuess},
		{"windows-1253", greek, ByGuess}, {"iso-8859-7", greek, ByGuess},
		{"windows-1256", arabic, ByGuess}, {"windows-1255", hebrew, ByGuess}, {"windows-1254", turkish, ByGuess},
		{"gb18030", chinese, ByGuess}, {"big5", taiwan, ByGuess},
		{"shift_jis", nippon, ByGuess}, {"euc-jp", nippon, ByGuess}, {"iso-2022-jp", nippon, ByGuess}, {"euc-kr", korean, ByGuess},
	}
	for _, c := range cases {
		for _, times := range []int{1, 40} {
			text := strings.Repeat(c.text, times)
			raw := encoded(t, c.encoding, text)
			d, err := Read(raw, "report.txt", Options{})
			if err != nil || d.Text != text || d.EncodingSource != c.source || d.BOM {
				t.Errorf("%s × %d: read as %s (%s, BOM %v), error %v: %.60q; candidates %v", c.encoding, times, d.Encoding, d.EncodingSource, d.BOM, err, d.Text, guesses(raw))
			}
			if _, name, _ := codecOf(c.encoding); err == nil && d.Encoding != name && !bytes.Equal(encoded(t, d.Encoding, text), raw) {
				t.Errorf("%s is called %s", c.encoding, d.Encoding)
			}
		}
	}
}

// Better refused, to be named, than misread.
func TestWhatIsNotSureIsNotGuessed(t *testing.T) {
	cases := []struct{ encoding, text string }{
		{"windows-1257", "Ministras antradienį pareiškė, kad derybos nesibaigs iki balsavimo. Vėliau jo biuras patvirtino šiuos žodžius."},
		{"windows-874", "รัฐมนตรีกล่าวว่าการเจรจาจะไม่สิ้นสุดก่อนการลงคะแนนเสียง"},
		{"ibm866", russian},
		{"euc-kr", strings.Repeat("English with a name: ", 40) + korean[:len("장관은")]},
		{"windows-1252", "Café"},
	}
	for _, c := range cases {
		d, err := Read(encoded(t, c.encoding, c.text), "a.txt", Options{})
		if !errors.Is(err, ErrUndecodable) || !strings.Contains(err.Error(), "name it") {
			t.Errorf("%s: %v, read as %s: %q", c.encoding, err, d.Encoding, d.Text)
		}
		if d, err := Read(encoded(t, c.encoding, c.text), "a.txt", Options{Encoding: c.encoding}); err != nil || d.Text != c.text {
			t.Errorf("%s, named: %v, %q", c.encoding, err, d.Text)
		}
	}
}

func TestByteOrderMarks(t *testing.T) {
	for _, m := range byteOrderMarks {
		raw := append([]byte(m.bytes), encoded(t, m.encoding, russian)...)
		for _, named := range []string{"", "utf-8", "windows-1251"} {
			d, err := Read(raw, "report.txt", Options{Encoding: named})
			if err != nil || d.Text != russian || d.Encoding != m.encoding || d.EncodingSource != ByMark || !d.BOM {
				t.Errorf("%s, named %q: %s (%s, BOM %v), error %v", m.encoding, named, d.Encoding, d.EncodingSource, d.BOM, err)
			}
		}
	}
}

func TestNamedEncodings(t *testing.T) {
	cases := []struct{ name, encoding, canonical string }{
		{"UTF-8", "utf-8", "utf-8"}, {"utf8", "utf-8", "utf-8"}, {"UTF-16", "utf-16le", "utf-16le"}, {"utf-16", "utf-16be", "utf-16be"},
		{"utf-16be", "utf-16be", "utf-16be"}, {"utf-32", "utf-32le", "utf-32le"}, {"utf-32be", "utf-32be", "utf-32be"},
		{"cp1251", "windows-1251", "windows-1251"}, {"Windows-1251", "windows-1251", "windows-1251"}, {" koi8-r ", "koi8-r", "koi8-r"},
		{"KOI8-U", "koi8-u", "koi8-u"}, {"cp866", "ibm866", "ibm866"}, {"IBM855", "", "ibm855"}, {"x-mac-ukrainian", "x-mac-cyrillic", "x-mac-cyrillic"},
		{"gb2312", "gbk", "gbk"}, {"GB18030", "gb18030", "gb18030"},
	}
	for _, c := range cases {
		raw := []byte("plain")
		text := "plain"
		if c.encoding != "" {
			raw, text = encoded(t, c.encoding, russian), russian
		}
		d, err := Read(raw, "report.txt", Options{Encoding: c.name})
		if err != nil || d.Text != text || d.Encoding != c.canonical || d.EncodingSource != ByName {
			t.Errorf("%q: %s (%s), error %v", c.name, d.Encoding, d.EncodingSource, err)
		}
	}
	for _, name := range []string{"klingon-8", "replacement", "csUnicode11UTF7"} {
		if _, err := Read([]byte("text"), "a.txt", Options{Encoding: name}); !errors.Is(err, ErrEncoding) || !strings.Contains(err.Error(), "windows-1252") {
			t.Errorf("%q: %v; want the names there are", name, err)
		}
	}
}

// What an encoding cannot say is an error with its place, and never U+FFFD.
func TestWhatDoesNotDecodeIsAnError(t *testing.T) {
	cases := []struct {
		what, raw, named, says string
	}{
		{"UTF-8 cut short, with a mark", "\xef\xbb\xbfabc\xd0", "", "utf-8: byte 6"},
		{"bytes that are no UTF-8", "abc\xffdef", "utf-8", "utf-8: byte 3"},
		{"a surrogate in UTF-8", "ab\xed\xa0\x80", "utf-8", "utf-8: byte 2"},
		{"an overlong form", "\xc0\xafab", "utf-8", "utf-8: byte 0"},
		{"UTF-16 cut in a character", "\xff\xfea\x00b", "", "utf-16le: byte 4"},
		{"a high surrogate alone", "\xff\xfea\x00\x00\xd8b\x00", "", "utf-16le: byte 4"},
		{"a low surrogate alone", "\xfe\xff\x00a\xdc\x00", "", "utf-16be: byte 4"},
		{"a high surrogate at the end", "\xff\xfea\x00\x3d\xd8", "", "utf-16le: byte 4"},
		{"UTF-16 without a mark, cut", "a\x00b\x00c\x00d", "", "utf-16le: byte 6"},
		{"UTF-32 out of range", "\x00\x00\xfe\xff\x00\x11\x00\x00", "", "utf-32be: byte 4"},
		{"UTF-32 cut", "\xff\xfe\x00\x00a\x00\x00\x00b", "", "utf-32le: byte 8"},
		{"a hole in windows-1252", "caf\xe9 \x81", "windows-1252", "windows-1252: byte 5"},
		{"a hole in windows-1251", "\xcc\xe8\xed \x98", "windows-1251", "windows-1251: byte 4"},
		{"half a character of Shift_JIS", "\x8d\x91abc\x8d", "shift_jis", "shift_jis: byte 5"},
		{"half a character of GB18030", "abc\x81", "gb18030", "gb18030: byte 3"},
		{"half a character of Big5", "a\xa4\xa4b\xa4", "big5", "big5: byte 4"},
		{"no character of EUC-KR", "a\xb0\xa1b\xff", "euc-kr", "euc-kr: byte 4"},
	}
	for _, c := range cases {
		d, err := Read([]byte(c.raw), "a.txt", Options{Encoding: c.named})
		if !errors.Is(err, ErrUndecodable) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, %q; want %q", c.what, err, d.Text, c.says)
		}
	}
}

// What legacy codecs decode to U+FFFD for good reason is text.
func TestAReplacementCharacterInTheTextIsText(t *testing.T) {
	text := "a\ufffdb 部长"
	for _, name := range []string{"utf-8", "utf-16le", "gb18030"} {
		d, err := Read(encoded(t, name, text), "a.txt", Options{Encoding: name})
		if err != nil || d.Text != text {
			t.Errorf("%s: %q, %v", name, d.Text, err)
		}
	}
	raw := append(encoded(t, "gb18030", text), 0x81)
	if _, err := Read(raw, "a.txt", Options{Encoding: "gb18030"}); !errors.Is(err, ErrUndecodable) || !strings.Contains(err.Error(), "byte 11") {
		t.Errorf("the place is that of the first byte that does not fit: %v", err)
	}
}

// Whatever the bytes, they are refused, or the text encodes back to them.
func FuzzRead(f *testing.F) {
	f.Add([]byte(english), "")
	f.Add(encoded(f, "windows-1251", russian), "")
	f.Add(encoded(f, "gb18030", chinese), "")
	f.Add(encoded(f, "shift_jis", nippon), "shift_jis")
	f.Add(append([]byte("\xff\xfe"), encoded(f, "utf-16le", korean)...), "")
	f.Add(append([]byte("\x00\x00\xfe\xff"), encoded(f, "utf-32be", korean)...), "utf-16")
	f.Add([]byte("---\ntitle: A\n---\n# B\n"), "utf-8")
	f.Fuzz(func(t *testing.T, raw []byte, named string) {
		for _, name := range []string{"a.txt", "a.md", "a"} {
			d, err := Read(raw, name, Options{Encoding: named})
			if err != nil {
				if strings.Contains(err.Error(), "\n") {
					t.Fatalf("more than a line: %q", err)
				}
				continue
			}
			if !utf8.ValidString(d.Text) || !utf8.ValidString(d.Title) {
				t.Fatalf("%q is no UTF-8", d.Text)
			}
			if d.EncodingSource != ByName {
				checkReencoding(t, d, raw)
			}
		}
	})
}

func checkReencoding(t *testing.T, d Document, raw []byte) {
	var back []byte
	if d.BOM {
		for _, m := range byteOrderMarks {
			if m.encoding == d.Encoding {
				back = []byte(m.bytes)
			}
		}
	}
	if back = append(back, encoded(t, d.Encoding, d.Text)...); !bytes.Equal(back, raw) {
		t.Fatalf("%q, read as %s (%s), encodes to %q", raw, d.Encoding, d.EncodingSource, back)
	}
}
