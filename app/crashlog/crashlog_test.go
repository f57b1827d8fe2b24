package crashlog

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

// TestMain breaks on purpose where a test asks for it.
func TestMain(m *testing.M) {
	if folder := os.Getenv("CRASHLOG_BREAK_IN"); folder != "" {
		if _, _, err := Start(folder, "9.9", noon); err != nil {
			panic(err)
		}
		done := make(chan bool)
		go func() { panic("the pencil broke") }() // not on the main goroutine, as most do
		<-done
	}
	os.Exit(m.Run())
}

func TestABrokenRunIsReportedOnce(t *testing.T) {
	folder := t.TempDir()
	broken := exec.Command(os.Args[0])
	broken.Env = append(os.Environ(), "CRASHLOG_BREAK_IN="+folder)
	if err := broken.Run(); err == nil {
		t.Fatal("the program did not break")
	}
	l, news, err := Start(folder, "9.9", noon.Add(time.Hour))
	if err != nil || len(news) != 1 {
		t.Fatalf("news %v, %v", news, err)
	}
	raw, err := os.ReadFile(news[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Bluepencil 9.9", "the pencil broke", "crashlog_test.go"} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("the report has no %q:\n%s", want, raw)
		}
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	l, news, err = Start(folder, "9.9", noon.Add(2*time.Hour))
	if err != nil || len(news) != 0 {
		t.Errorf("told again: %v, %v", news, err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}

func TestARunThatEndsWellLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	l, _, err := Start(folder, "9.9", noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("%d files are left", len(left))
	}
}

func TestOnlyTheLatestReportsAreKept(t *testing.T) {
	folder := t.TempDir()
	for n := range kept + 3 {
		name := filepath.Join(folder, crashed+noon.Add(time.Duration(n)*time.Hour).Format("20060102-150405")+suffix)
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := thin(folder); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != kept || left[0].Name() != "crash-20260304-150000.txt" {
		t.Errorf("%d are left, the oldest is %s, %v", len(left), left[0].Name(), err)
	}
}

// A folder that cannot be made is told, and the program goes on without.
func TestNoFolderNoReport(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	l, _, err := Start(filepath.Join(file, "sub"), "9.9", noon)
	if err == nil {
		t.Error("no error")
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}
