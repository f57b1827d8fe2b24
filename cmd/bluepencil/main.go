// Command bluepencil is the desktop program: flags and wiring, nothing else.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"bluepencil/app/crashlog"
	"bluepencil/app/faces"
	"bluepencil/app/window"
	"bluepencil/assets"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/lang"
)

// identity names the program to the system: its preferences lie under it.
const identity = "org.bluepencil.Bluepencil"

func main() {
	encoding := flag.String("encoding", "", "the encoding of the articles named; found out when not named")
	flag.Usage = usage
	flag.Parse()
	if !hasDisplay() {
		fmt.Fprintln(os.Stderr, "bluepencil: there is no display; set DISPLAY, or use bp, which does without a screen what Bluepencil does with one.")
		os.Exit(2)
	}
	if err := run(*encoding, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "bluepencil:", err)
		os.Exit(1)
	}
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: bluepencil [--encoding NAME] [PROJECT] [ARTICLE...]")
	flag.PrintDefaults()
}

// hasDisplay tells whether a window can be opened; elsewhere than on Linux
// and its kin there is always a screen.
func hasDisplay() bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

func run(encoding string, args []string) error {
	a := app.NewWithID(identity)
	a.SetIcon(fyne.NewStaticResource("bluepencil.svg", assets.Icon()))
	log, reports, err := crashlog.Start(filepath.Join(a.Storage().RootURI().Path(), "crashes"), a.Metadata().Version, time.Now())
	if err != nil {
		fmt.Fprintln(os.Stderr, "bluepencil:", err)
	}
	closed := func() {
		_ = log.Close() // a report that says nothing may as well stay
		endSoon()
	}
	w, err := window.New(window.Options{App: a, Home: home(a), UI: fyne.Do, Now: time.Now, Fonts: faces.System, Locale: lang.SystemLocale().String(), Encoding: encoding, Closed: closed})
	if err != nil {
		return err
	}
	w.TellOfCrashes(reports)
	project, articles := "", args
	if len(args) > 0 && strings.HasSuffix(args[0], storage.Extension) {
		project, articles = args[0], args[1:]
	}
	a.Lifecycle().SetOnStarted(func() { w.Start(project, articles) })
	w.Win().ShowAndRun()
	w.Close()
	return nil
}

// exitPatience is how long the toolkit has to take its windows down.
const exitPatience = 2 * time.Second

// endSoon ends the program when the toolkit does not: its event loop now and
// then waits for itself on the way out. The project is closed by then and
// everything is on the disk.
func endSoon() { time.AfterFunc(exitPatience, func() { os.Exit(0) }) }

// home is the folder for projects nobody chose a place for.
func home(a fyne.App) string {
	return filepath.Join(a.Storage().RootURI().Path(), "projects")
}
