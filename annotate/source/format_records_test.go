package source

import (
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"bluepencil/annotate"
)

// scripts are a paragraph of our own in each of many scripts, and the legacy
// encodings that can write it.
var scripts = []struct {
	name, text string
	encodings  []string
}{
	{"French", "La maire Ada Lund a déclaré lundi que le port d’Alder restera fermé jusqu’à vendredi : « La tempête a arraché deux ferries à leurs amarres. » Le conseil votera une aide dès mardi, après l’enquête.", []string{"windows-1252"}},
	{"Polish", "Burmistrz Ada Lund powiedziała w poniedziałek, że port w Alder pozostanie zamknięty do piątku. Sztorm zerwał dwa promy z cum, a rada zagłosuje we wtorek nad pomocą dla załóg. Śledztwo trwa.", []string{"windows-1250", "iso-8859-2"}},
	{"Turkish", "Belediye başkanı Ada Lund pazartesi günü Alder limanının cuma gününe kadar kapalı kalacağını söyledi. Fırtına iki feribotu bağlarından kopardı; meclis salı günü yardım için oy kullanacak.", []string{"windows-1254", "iso-8859-9"}},
	{"Russian", "Мэр Ада Лунд заявила в понедельник, что порт Алдер останется закрытым до пятницы. Шторм сорвал с причалов два парома; во вторник совет проголосует за помощь экипажам.", []string{"windows-1251", "koi8-r", "iso-8859-5"}},
	{"Ukrainian", "Мер Ада Лунд заявила в понеділок, що порт Алдер залишиться зачиненим до п'ятниці. Шторм зірвав із причалів два пороми; у вівторок рада голосуватиме за допомогу екіпажам.", []string{"windows-1251", "koi8-u"}},
	{"Greek", "Η δήμαρχος Άντα Λουντ δήλωσε τη Δευτέρα ότι το λιμάνι θα μείνει κλειστό μέχρι την Παρασκευή. Η καταιγίδα έκοψε τους κάβους δύο πορθμείων και το συμβούλιο θα ψηφίσει την Τρίτη.", []string{"windows-1253", "iso-8859-7"}},
	{"Hebrew", "ראש העיר אדה לונד אמרה ביום שני כי הנמל יישאר סגור עד יום שישי. הסערה קרעה שתי מעבורות ממקומן, והמועצה תצביע ביום שלישי על סיוע לצוותים.", []string{"windows-1255", "iso-8859-8"}},
	{"Arabic", "قالت العمدة آدا لوند يوم الاثنين إن الميناء سيبقى مغلقا حتى يوم الجمعة. وقطعت العاصفة حبال عبارتين، وسيصوت المجلس يوم الثلاثاء على مساعدة الطواقم.", []string{"windows-1256", "iso-8859-6"}},
	{"Simplified Chinese", "市长艾达·伦德星期一表示，港口将关闭至星期五。暴风雨使两艘渡轮脱离了泊位，市议会将于星期二就援助船员一事进行表决。调查仍在继续，原因尚未查明。", []string{"gb18030", "gbk"}},
	{"Traditional Chinese", "市長艾達·倫德星期一表示，港口將關閉至星期五。暴風雨使兩艘渡輪脫離了泊位，市議會將於星期二就援助船員一事進行表決。調查仍在繼續，原因尚未查明。", []string{"big5"}},
	{"Japanese", "アダ・ルンド市長は月曜日、港を金曜日まで閉鎖すると述べた。嵐で二隻のフェリーが係留場所から流され、市議会は火曜日に乗組員への支援を採決する。調査は続いている。", []string{"shift_jis", "euc-jp", "iso-2022-jp"}},
	{"Korean", "아다 룬드 시장은 월요일 항구를 금요일까지 닫는다고 말했다. 폭풍으로 여객선 두 척이 정박지에서 떨어져 나갔고, 시의회는 화요일에 선원 지원을 표결한다. 조사는 계속되고 있다.", []string{"euc-kr"}},
	{"Thai", "นายกเทศมนตรีเอดา ลุนด์ กล่าวเมื่อวันจันทร์ว่าท่าเรือจะปิดจนถึงวันศุกร์ พายุทำให้เรือข้ามฟากสองลำหลุดจากที่จอด และสภาจะลงมติเรื่องความช่วยเหลือในวันอังคาร", []string{"windows-874"}},
	{"Vietnamese", "Thi trưởng Ada Lund nói cảng Alder đóng cửa.", nil},
}

// Whatever the encoding: found out rightly or refused, and read when named, as
// a text and as a table.
func TestScriptsInTheirEncodings(t *testing.T) {
	for _, s := range scripts {
		for _, encoding := range append(s.encodings, "utf-8", "utf-16le", "utf-16be") {
			csv := "id;title;text\r\n1;" + s.name + ";\"" + s.text + "\"\r\n2;B;" + s.text + " " + s.text + "\r\n"
			for _, c := range []struct{ file, raw, want string }{
				{"a.txt", s.text, s.text}, {"a.csv", csv, s.name + "\n\n" + s.text},
			} {
				path := filepath.Join(t.TempDir(), c.file)
				if err := os.WriteFile(path, encoded(t, encoding, c.raw), 0o644); err != nil {
					t.Fatal(err)
				}
				first, err := firstArticle(t, path, Options{Encoding: encoding})
				if err != nil || first.Text != c.want || first.EncodingSource != ByName {
					t.Errorf("%s %s in %s, named: %v, %s %.60q", s.name, c.file, encoding, err, first.EncodingSource, first.Text)
				}
				first, err = firstArticle(t, path, Options{})
				unmarked := strings.HasPrefix(encoding, "utf-16") && errors.Is(err, ErrBinary)
				if err != nil && !errors.Is(err, ErrUndecodable) && !unmarked || err == nil && first.Text != c.want {
					t.Errorf("%s %s in %s: read as %s, %v: %.60q", s.name, c.file, encoding, first.Encoding, err, first.Text)
				}
				if err != nil {
					t.Logf("%s %s in %s has to be named", s.name, c.file, encoding)
				}
			}
		}
	}
}

func firstArticle(t *testing.T, path string, o Options) (Document, error) {
	t.Helper()
	parts, err := readParts(t, path, o)
	if err != nil {
		return Document{}, err
	}
	return parts[0].Document, parts[0].Err
}

func readParts(t testing.TB, path string, o Options) (parts []Part, err error) {
	t.Helper()
	err = ReadParts(t.Context(), path, o, func(part Part) error {
		checkPart(t, path, part)
		parts = append(parts, part)
		return nil
	})
	return parts, err
}

func TestARecordIsADocument(t *testing.T) {
	root := tree(t, map[string]string{"news.csv": "\xef\xbb\xbftitle,body,paper,when\n,\"The ferry\nsails.\",Alder Courier,2026\nGull,It rests.,,\n"})
	parts, err := readParts(t, filepath.Join(root, "news.csv"), Options{Columns: map[string]string{"paper": "outlet", "when": "published"}})
	if err != nil || len(parts) != 2 {
		t.Fatal(parts, err)
	}
	d, raw := parts[1].Document, "Gull,It rests.,,"
	if d.Text != "Gull\n\nIt rests." || d.Title != "Gull" || d.Name != "news.csv, row 3" || d.Format != "csv" || d.Encoding != "utf-8" || !d.BOM || d.SourceSize != int64(len(raw)) ||
		d.SourceSHA256 != sha256.Sum256([]byte(raw)) || d.TextSHA256 != sha256.Sum256([]byte(d.Text)) || !slices.Equal(d.Zones, []annotate.Zone{{Part: "headline", Start: 0, End: 4}}) {
		t.Errorf("%+v", d)
	}
	if d = parts[0].Document; d.Title != "The ferry" || d.Meta["outlet"] != "Alder Courier" || d.Meta["published"] != "2026" || parts[0].Where != "row 2" {
		t.Errorf("%+v", d)
	}
}

// A record that does not decode is one part; so are zeros, and nothing to read.
func TestRecordsThatAreNoArticles(t *testing.T) {
	files := map[string]string{
		"a.jsonl": "{\"text\": \"Tempête à Älder\"}\n{\"text\": \"caf\xe9\"}\n{\"text\": \"a\\u0000b\"}\n{\"text\": \"\\u200b\"}\n{\"text\": \"last\"}\n",
		"a.csv":   "id,text\n1,Tempête à Älder\n2,caf\xe9\n3,a\x00b\n4,\u200b\n5,last\n",
	}
	root := tree(t, files)
	for name := range files {
		parts, err := readParts(t, filepath.Join(root, name), Options{})
		if err != nil || len(parts) != 5 {
			t.Fatalf("%s: %v, %v", name, parts, err)
		}
		for i, want := range []error{nil, ErrUndecodable, ErrBinary, ErrEmpty, nil} {
			if got := parts[i].Err; !errors.Is(got, want) {
				if name == "a.jsonl" && i == 1 && got != nil {
					continue // the reader of JSON says it in its own words
				}
				t.Errorf("%s, %s: %v, want %v", name, parts[i].Where, got, want)
			}
		}
	}
}

func TestFilesOfRecordsThatAreNotRead(t *testing.T) {
	root := tree(t, map[string]string{"empty.csv": "", "unknown.csv": "a,b\n1,2\n", "unknown.json": `[{"a": 1}]`, "object.json": `{"a": 1}`, "feed.xml": "<feed/>",
		"zeros.csv": "a,b\n\x00\x01\x02\x03,\x04\x05\x06\x07\x08\n", "thai.csv": string(encoded(t, "windows-874", "id,text\n1,"+scripts[12].text+"\n"))})
	for name, want := range map[string]error{"empty.csv": ErrEmpty, "unknown.csv": ErrColumns, "unknown.json": ErrUnsupported, "object.json": ErrUnsupported,
		"feed.xml": ErrUnsupported, "zeros.csv": ErrBinary, "thai.csv": ErrUndecodable} {
		if _, err := readParts(t, filepath.Join(root, name), Options{}); !errors.Is(err, want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
	parts, err := readParts(t, filepath.Join(root, "unknown.json"), Options{Columns: map[string]string{"a": TextColumn}})
	if err != nil || len(parts) != 1 || parts[0].Document.Text != "1" {
		t.Errorf("mapped: %v, %v", parts, err)
	}
}

// The format that is named goes before what the file looks like.
func TestANamedFormat(t *testing.T) {
	root := tree(t, map[string]string{"a.txt": "text|id\nOne|1\n", "b.dat": "{\"text\": \"One\"}\n", "c.md": "# T\n", "d.csv": "text\nOne\n", "e.txt": "<nitf><body><body.content><p>One</p></body.content></body></nitf>"})
	for _, c := range []struct{ name, format, text, got string }{
		{"a.txt", "csv", "One", "csv"}, {"b.dat", "jsonl", "One", "jsonl"}, {"c.md", "text", "# T\n", "markdown"}, {"d.csv", "text", "text\nOne\n", "text"},
		{"e.txt", "", "One", "nitf"}, {"e.txt", "nitf", "One", "nitf"}, {"e.txt", "text", "<nitf><body><body.content><p>One</p></body.content></body></nitf>", "text"},
	} {
		d, err := firstArticle(t, filepath.Join(root, c.name), Options{Format: c.format})
		if err != nil || d.Text != c.text || d.Format != c.got {
			t.Errorf("%s as %q: %v, %+v", c.name, c.format, err, d)
		}
	}
	if _, err := firstArticle(t, filepath.Join(root, "a.txt"), Options{Format: "nitf"}); err == nil || strings.Contains(err.Error(), "\n") {
		t.Errorf("as nitf: %v", err)
	}
	if _, err := Read([]byte("text\nOne\n"), "a.csv", Options{Format: "csv"}); !errors.Is(err, ErrUnsupported) {
		t.Errorf("a table is no single article: %v", err)
	}
}

// Of a folder's files that only their beginning tells apart, those are taken
// that are read.
func TestFoldersAreSearchedForArticles(t *testing.T) {
	root := tree(t, map[string]string{
		"a.json": `{"uri": "x", "headlines": [], "bodies": []}`, "b.json": `[{"title": "x", "text": "y"}]`, "c.json": `{"text": "One"}` + "\n" + `{"text": "Two"}`,
		"d.xml": `<nitf><body/></nitf>`, "e.xml": `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"/>`, "f.csv": "text\nx\n", "g.ndjson": "{}", "h.tsv": "",
		"config.json": `{"text": "x"}`, "list.json": `[1]`, "build.xml": `<project/>`, "page.xml": "",
	})
	files, failures, err := Files(t.Context(), []string{root}, nil)
	var names []string
	for _, file := range files {
		names = append(names, filepath.Base(file))
	}
	if want := []string{"a.json", "b.json", "c.json", "d.xml", "e.xml", "f.csv", "g.ndjson", "h.tsv"}; err != nil || len(failures) > 0 || !slices.Equal(names, want) {
		t.Errorf("%v, %v, %v", names, failures, err)
	}
}

// The encoding an XML file declares goes before what its bytes look like.
func TestDeclaredEncodings(t *testing.T) {
	body := "<nitf><body><body.content><p>" + russian + "</p></body.content></body></nitf>"
	for _, encoding := range []string{"windows-1251", "koi8-r", "iso-8859-5", "utf-8"} {
		raw := encoded(t, encoding, `<?xml version="1.0" encoding="`+encoding+`"?>`+body)
		d, err := Read(raw, "a.xml", Options{})
		if err != nil || d.Encoding != encoding || d.EncodingSource != ByDeclared || !strings.HasPrefix(d.Text, "Министр") {
			t.Errorf("%s: %v, %s (%s) %.40q", encoding, err, d.Encoding, d.EncodingSource, d.Text)
		}
	}
	wide := append([]byte("\xff\xfe"), encoded(t, "utf-16le", `<?xml version="1.0" encoding="UTF-16"?>`+body)...)
	if d, err := Read(wide, "a.xml", Options{}); err != nil || d.EncodingSource != ByMark || !strings.HasPrefix(d.Text, "Министр") {
		t.Errorf("utf-16: %v, %.40q", err, d.Text)
	}
	wrong := encoded(t, "koi8-r", `<?xml version="1.0" encoding="utf-8"?>`+body)
	if _, err := Read(wrong, "a.xml", Options{}); !errors.Is(err, ErrUndecodable) {
		t.Errorf("what is declared wrongly: %v", err)
	}
	if d, err := Read(wrong, "a.xml", Options{Encoding: "koi8-r"}); err != nil || !strings.HasPrefix(d.Text, "Министр") {
		t.Errorf("is read when named: %v", err)
	}
	if _, err := Read([]byte(`<?xml version="1.0" encoding="klingon"?><nitf/>`), "a.xml", Options{}); !errors.Is(err, ErrEncoding) {
		t.Errorf("klingon: %v", err)
	}
}

func TestPreview(t *testing.T) {
	root := tree(t, map[string]string{
		"a.csv":   string(encoded(t, "windows-1251", "Title;Inhalt;Paper\r\n"+strings.Repeat("T;\""+russian+"\";Courier\r\n", 8))),
		"a.txt":   "A headline\n\nText.\n",
		"a.jsonl": "{\"text\": \"One\"}\n{broken\n",
	})
	p, err := PreviewFile(t.Context(), filepath.Join(root, "a.csv"), Options{})
	if err != nil || !errors.Is(p.Problem, ErrColumns) || p.Format != "csv" || p.Encoding != "windows-1251" || len(p.Articles) != 0 || len(p.Columns) != 3 ||
		p.Columns[0].Target != "headline" || p.Columns[1].Target != "" || !strings.HasPrefix(p.Columns[1].Values[4], "Министр") || len(p.Columns[1].Values) != 5 {
		t.Errorf("%v, %+v", err, p)
	}
	p, err = PreviewFile(t.Context(), filepath.Join(root, "a.csv"), Options{Columns: map[string]string{"Inhalt": TextColumn}})
	if err != nil || p.Problem != nil || len(p.Articles) != 5 || !p.More || p.Columns[1].Target != TextColumn || !strings.HasPrefix(p.Articles[4].Document.Text, "T\n\nМинистр") {
		t.Errorf("mapped: %v, %+v", err, p)
	}
	p, err = PreviewFile(t.Context(), filepath.Join(root, "a.txt"), Options{})
	if err != nil || p.Format != "text" || p.Encoding != "utf-8" || len(p.Articles) != 1 || p.More || p.Columns != nil {
		t.Errorf("a text: %v, %+v", err, p)
	}
	p, err = PreviewFile(t.Context(), filepath.Join(root, "a.jsonl"), Options{})
	if err != nil || len(p.Articles) != 2 || p.Articles[1].Err == nil || p.Articles[1].Where != "line 2" || p.More {
		t.Errorf("with a broken line: %v, %+v", err, p)
	}
	if _, err := PreviewFile(t.Context(), filepath.Join(root, "none.csv"), Options{}); err == nil {
		t.Error("a file that is not there has a preview")
	}
}

// UTF-16 and UTF-32 come as UTF-8, in pieces of any size, and what is no
// character as a byte that is none.
func TestWideFilesOfRecords(t *testing.T) {
	csv := "id;text\r\n" + strings.Repeat("1;"+strings.TrimSpace(nippon)+" 💩 𠮷\r\n", 3000)
	for _, m := range byteOrderMarks {
		path := filepath.Join(t.TempDir(), "a.csv")
		if err := os.WriteFile(path, append([]byte(m.bytes), encoded(t, m.encoding, csv)...), 0o644); err != nil {
			t.Fatal(err)
		}
		count := 0
		err := ReadParts(t.Context(), path, Options{}, func(part Part) error {
			count++
			if part.Err != nil || part.Document.Text != strings.TrimSpace(nippon)+" 💩 𠮷" || part.Document.Encoding != m.encoding || !part.Document.BOM {
				t.Fatalf("%s, %s: %v %q", m.encoding, part.Where, part.Err, part.Document.Text)
			}
			return nil
		})
		if err != nil || count != 3000 {
			t.Errorf("%s: %d, %v", m.encoding, count, err)
		}
	}
	lone := "\xff\xfe" + string(encoded(t, "utf-16le", "id;text\n1;a")) + "\x3d\xd8" + string(encoded(t, "utf-16le", "\n2;good\n"))
	parts, err := readParts(t, filepath.Join(tree(t, map[string]string{"a.csv": lone}), "a.csv"), Options{})
	if err != nil || len(parts) != 2 || !errors.Is(parts[0].Err, ErrUndecodable) || parts[1].Document.Text != "good" {
		t.Errorf("half of a pair: %v, %v", parts, err)
	}
}

// Whatever the bytes and the name: an error in one line, or articles that are
// UTF-8 with zones inside of them.
func FuzzParts(f *testing.F) {
	names := []string{"a.csv", "a.tsv", "a.jsonl", "a.json", "a.xml"}
	f.Add([]byte("id;text\r\n1;\"a\nb\"\r\n"), 0, "")
	f.Add(encoded(f, "windows-1251", "id\ttext\n1\t"+russian), 1, "")
	f.Add([]byte("{\"text\": \"a\"}\n{\"text\": \"\\ud83d\"}\n"), 2, "")
	f.Add([]byte(`[{"uri": "x", "headlines": [{"value": "a"}], "bodies": [{"contentType": "text/html", "value": "<p>b<h2>c"}]}]`), 3, "")
	f.Add([]byte(`<?xml version="1.0" encoding="koi8-r"?><nitf><body><body.content><p>a</p></body.content></body></nitf>`), 4, "")
	f.Add(append([]byte("\xff\xfe"), encoded(f, "utf-16le", "text\na\n")...), 0, "utf-16")
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, raw []byte, name int, encoding string) {
		path := filepath.Join(dir, names[uint(name)%uint(len(names))])
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		parts, err := readParts(t, path, Options{Encoding: encoding})
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Fatalf("more than a line: %q", err)
		}
		for _, part := range parts {
			if d := part.Document; !utf8.ValidString(d.Text+d.Title) || len(d.Text) > 8*len(raw)+64 {
				t.Fatalf("%q", d.Text)
			}
		}
	})
}
