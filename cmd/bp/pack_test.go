package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/storage"
)

// team is a lead's project with two articles and two analysts: mina-orth, who
// has marked, and ben.
func team(t *testing.T) (path, dir string) {
	t.Helper()
	path, dir = desk(t), t.TempDir()
	inProject(t, path, func(p *storage.Project) {
		if _, err := p.AddPerson(annotate.Person{Name: "Ben"}); err != nil {
			t.Fatal(err)
		}
	})
	return path, dir
}

func fromJSON[T any](t *testing.T, raw string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(raw), &v); err != nil {
		t.Fatalf("%v in\n%s", err, raw)
	}
	return v
}

func markingsOf(t *testing.T, path, handle, article string) (n int) {
	t.Helper()
	inProject(t, path, func(p *storage.Project) {
		person, err := p.PersonByHandle(handle)
		if err != nil {
			t.Fatal(err)
		}
		id, err := p.FindArticle(article)
		if err != nil {
			t.Fatal(err)
		}
		list, err := p.Annotations(id, person.ID)
		if err != nil {
			t.Fatal(err)
		}
		n = len(list)
	})
	return n
}

// TestPacketsThereAndBack is a team's day by the command line.
func TestPacketsThereAndBack(t *testing.T) {
	lead, dir := team(t)
	secret := write(t, dir, "secret.txt", "salt and brine\n")
	out, mine, home := filepath.Join(dir, "ben.packet"), filepath.Join(dir, "ben.bluepencil"), filepath.Join(dir, "home.packet")

	packed := fromJSON[map[string]any](t, must(t, "pack", lead, "--for", "ben", "--out", out, "--passphrase-file", secret, "--json").out)
	if packed["for"] != "Ben" || packed["full"] != true || packed["texts"] != 2.0 {
		t.Errorf("packed: %v", packed)
	}
	bp("init", mine, "--from", out).wants(t, exitProject, "encrypted")
	if _, err := os.Stat(mine); err == nil {
		t.Fatal("a refused packet left a project")
	}
	must(t, "init", mine, "--from", out, "--passphrase-file", secret).wants(t, exitDone, "2 articles")
	for path, want := range map[string]int{lead: 2, mine: 0} {
		if n := markingsOf(t, path, "mina-orth", "bridge.txt"); n != want {
			t.Errorf("%s has %d markings of Mina, want %d", path, n, want)
		}
	}
	markWords(t, mine, "ben", "bridge.txt", map[string]string{"claim": "It cost 9 crowns."})
	must(t, "pack", mine, "--from", "ben", "--out", home, "--passphrase-file", secret).wants(t, exitDone, "1 change")

	bp("merge", lead, home).wants(t, exitPartly, "refused", "encrypted")
	dry := fromJSON[takenReport](t, must(t, "merge", lead, home, "--passphrase-file", secret, "--dry-run", "--json").out)
	if !dry.DryRun || len(dry.People) != 1 || dry.People[0].Person != "Ben" || dry.People[0].Added != 1 {
		t.Errorf("the dry run tells %+v", dry)
	}
	for n, want := range []int{1, 0, 0} {
		taken := fromJSON[takenReport](t, must(t, "merge", lead, home, home, "--passphrase-file", secret, "--json").out)
		if applied := taken.Packets[0].Applied + taken.Packets[1].Applied; applied != want {
			t.Errorf("merge %d applied %d changes, want %d", n, applied, want)
		}
	}
	must(t, "check", lead)
	must(t, "check", mine)
}

func TestMergeRefusesWithTheReason(t *testing.T) {
	lead, dir := team(t)
	good := filepath.Join(dir, "good.packet")
	must(t, "pack", lead, "--for", "ben", "--out", good)
	raw, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	other := desk(t)
	for _, c := range []struct{ path, word string }{
		{write(t, dir, "cut.packet", string(raw[:len(raw)-9])), "checksum"},
		{write(t, dir, "newer.packet", strings.Replace(string(raw), "packet 1\n", "packet 7\n", 1)), "newer version"},
		{write(t, dir, "other.packet", bridge), "does not begin like one"},
	} {
		bp("merge", lead, c.path, good).wants(t, exitPartly, "refused", c.word)
	}
	bp("merge", other, good).wants(t, exitPartly, "refused", "another project")
	bp("pack", lead, "--for", "kim", "--out", filepath.Join(dir, "kim.packet")).wants(t, exitUsage, "kim", "mina-orth")
	bp("pack", lead, "--for", "ben", "--out", good).wants(t, exitUsage, "exist")
	bp("pack", lead, "--out", good).wants(t, exitUsage, "--for")
	bp("init", filepath.Join(dir, "new"), "--from", good, "--codebook", "news").wants(t, exitUsage, "--codebook")
}

func TestConflictsAreListedAndSettled(t *testing.T) {
	lead, dir := team(t)
	out, mine, home := filepath.Join(dir, "ben.packet"), filepath.Join(dir, "ben.bluepencil"), filepath.Join(dir, "home.packet")
	must(t, "pack", lead, "--for", "ben", "--as", "mina-orth", "--out", out)
	must(t, "init", mine, "--from", out)
	twin := write(t, dir, "twin.txt", "The ferry is late.\n")
	for handle, path := range map[string]string{"mina-orth": lead, "ben": mine} {
		inProject(t, path, func(p *storage.Project) {
			person, err := p.PersonByHandle(handle)
			if err != nil {
				t.Fatal(err)
			}
			article, err := p.FindArticle("bridge.txt")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := p.Commit(annotate.SetMeta(person.ID, article, "outlet", "Courier of "+handle)); err != nil {
				t.Fatal(err)
			}
		})
		must(t, "import", path, twin, "--as", handle)
	}
	must(t, "pack", mine, "--from", "ben", "--for", "mina-orth", "--out", home)
	taken := fromJSON[takenReport](t, must(t, "merge", lead, home, "--json").out)
	if taken.Conflicts != 1 || len(taken.Twins) != 1 {
		t.Fatalf("taken: %+v", taken)
	}
	list := fromJSON[conflictReport](t, must(t, "conflicts", lead, "--json").out)
	if len(list.Conflicts) != 1 || list.Conflicts[0].Field != "meta/outlet" || len(list.Conflicts[0].Choices) != 2 || len(list.Twins) != 1 {
		t.Fatalf("conflicts: %+v", list)
	}
	text := must(t, "conflicts", lead).out
	for _, word := range []string{list.Conflicts[0].Key, "Courier of ben", "Courier of mina-orth", "imported 2 times"} {
		if !strings.Contains(text, word) {
			t.Errorf("the list does not say %q:\n%s", word, text)
		}
	}
	key := list.Conflicts[0].Key
	bp("conflicts", lead, "--settle", key).wants(t, exitUsage, "--take")
	bp("conflicts", lead, "--settle", "0000", "--take", "1", "--as", "ben").wants(t, exitUsage, "no conflict")
	must(t, "conflicts", lead, "--settle", key, "--take", "2", "--as", "mina-orth")
	bp("conflicts", lead, "--settle", key, "--take", "2", "--as", "mina-orth").wants(t, exitUsage, "settled")
	must(t, "conflicts", lead, "--join", list.Twins[0].Articles[1].String(), "--as", "mina-orth").wants(t, exitDone, "joined 2 articles")
	if left := fromJSON[conflictReport](t, must(t, "conflicts", lead, "--json").out); len(left.Conflicts)+len(left.Twins) > 0 {
		t.Errorf("left: %+v", left)
	}
	must(t, "check", lead)
}
