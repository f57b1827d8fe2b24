package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

const table = "nr;Inhalt;titel\r\n1;\xcf\xee\xf0\xf2 \xe7\xe0\xea\xf0\xfb\xf2 \xe4\xee \xef\xff\xf2\xed\xe8\xf6\xfb.;Alder\r\n2;\xcf\xe0\xf0\xee\xec\xfb \xf1\xf2\xee\xff\xf2.;\r\n3;cut\r\n"

func TestATableIsMappedAndRehearsed(t *testing.T) {
	path, dir := desk(t), t.TempDir()
	file := write(t, dir, "news.csv", table)
	bp("import", path, file, "--encoding", "windows-1251").wants(t, exitPartly, "nr, Inhalt, titel", "--map COLUMN=text")
	maps := []string{"import", path, file, "--encoding", "windows-1251", "--map", "Inhalt=text", "--map", "titel=headline"}
	r := bp(append(maps, "--dry-run")...)
	r.wants(t, exitPartly, "2 articles would be added", "nothing was written", "row 4")
	for _, want := range []string{"windows-1251", "Inhalt → text: Порт закрыт до пятницы. | Паромы стоят.", "nr → (left out)", "row 2 “Alder”"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("%q is not in\n%s", want, r.out)
		}
	}
	r = bp(append(maps, "--dry-run", "--json")...)
	var report rehearsal
	if err := json.Unmarshal([]byte(r.out), &report); err != nil || report.New != 2 || len(report.Failures) != 1 || report.Files[0].Columns[1].Target != "text" || report.Files[0].First[1].Where != "row 3" {
		t.Errorf("%v\n%s", err, r.out)
	}
	if r := must(t, "articles", path); strings.Contains(r.out, "Alder\t") || strings.Count(r.out, "\n") != 3 {
		t.Errorf("something was written:\n%s", r.out)
	}
	bp(maps...).wants(t, exitPartly, "2 articles added", "row 4")
	if r := must(t, "show", path, "news.csv, row 2"); !strings.Contains(r.out, "Alder\n\nПорт закрыт") {
		t.Errorf("%s", r.out)
	}
}

func TestWhatColumnsCannotHoldIsUsage(t *testing.T) {
	path, file := desk(t), write(t, t.TempDir(), "news.csv", "a,b\n1,2\n")
	bp("import", path, file, "--map", "a").wants(t, exitUsage, "COLUMN=FIELD")
	bp("import", path, file, "--map", "a=txt").wants(t, exitUsage, "txt", "headline, dek, text")
	bp("import", path, file, "--map", "nope=text").wants(t, exitPartly, "no column nope", "a, b")
	bp("import", path, file, "--format", "xls").wants(t, exitUsage, "xls")
	must(t, "import", path, write(t, filepath.Dir(file), "x=y.csv", "x=y,id\nText,1\n"), "--map", "x=y=text", "--map", "id=")
}

func TestAnArticleIsReadInAnotherEncoding(t *testing.T) {
	path, dir := desk(t), t.TempDir()
	must(t, "import", path, write(t, dir, "putin.txt", "\xcf\xee\xf0\xf2\n"), "--encoding", "koi8-r")
	bp("reencode", path, "putin.txt").wants(t, exitUsage, "--encoding")
	bp("reencode", path, "nothing.txt", "--encoding", "utf-8").wants(t, exitUsage, "nothing.txt")
	bp("reencode", path, "putin.txt", "--encoding", "klingon").wants(t, exitUsage, "klingon")
	bp("reencode", path, "putin.txt", "--encoding", "utf-8").wants(t, exitPartly, "utf-8", "byte 0")
	bp("reencode", path, "bridge.txt", "--encoding", "windows-1251").wants(t, exitPartly, "people have marked it")
	r := must(t, "reencode", path, "putin.txt", "--encoding", "windows-1251")
	if r.wants(t, exitDone, "“Порт” is read as windows-1251"); !strings.Contains(must(t, "show", path, strings.TrimSpace(r.out)).out, "Порт\n") {
		t.Errorf("%s", r.out)
	}
	must(t, "check", path)
}
