package main

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// patience is how long the test waits for something to be seen before it
// fails. Nothing waits that long when it works.
const patience = 60 * time.Second

// stage is a screen without a monitor, with the program on it.
type stage struct {
	t       *testing.T
	display string
	home    string
	under   []string // a program that the program is run under, with its options
	program *exec.Cmd
	ended   chan error
}

// newStage starts a screen. The test is skipped where it was not asked for:
// it needs a display server and the built program (see the Makefile).
func newStage(t *testing.T) *stage {
	t.Helper()
	if os.Getenv("BLUEPENCIL_WINDOW") == "" {
		t.Skip("the real window is tested by `make test`, which sets BLUEPENCIL_WINDOW")
	}
	s := &stage{t: t, home: t.TempDir()}
	// The server picks a free display and writes its number to the pipe.
	read, write, err := os.Pipe()
	s.must(err)
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset")
	server.ExtraFiles = []*os.File{write}
	s.must(server.Start())
	t.Cleanup(func() { _ = server.Process.Kill(); _ = server.Wait() })
	s.must(write.Close())
	var number int
	_, err = fmt.Fscan(read, &number)
	s.must(err)
	s.display = fmt.Sprintf(":%d", number)
	s.tool("xset", "r", "off") // on a busy machine a key held a moment too long would repeat
	return s
}

func (s *stage) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) environment() []string {
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "DISPLAY=") && !strings.HasPrefix(v, "WAYLAND_DISPLAY=") {
			env = append(env, v)
		}
	}
	s.must(os.MkdirAll(filepath.Join(s.home, ".config"), 0o755))
	s.must(os.MkdirAll(filepath.Join(s.home, ".cache"), 0o755))
	return append(env, "DISPLAY="+s.display, "HOME="+s.home, "XDG_CONFIG_HOME="+filepath.Join(s.home, ".config"),
		"XDG_CACHE_HOME="+filepath.Join(s.home, ".cache"), "FYNE_THEME=light", "FYNE_SCALE=1", "LIBGL_ALWAYS_SOFTWARE=1")
}

// start starts the program and waits for a window with a title.
func (s *stage) start(title string, args ...string) {
	s.t.Helper()
	line := append(append([]string{"--"}, s.under...), os.Getenv("BLUEPENCIL_PROGRAM"))
	s.program = exec.Command("dbus-run-session", append(line, args...)...)
	s.program.Env = s.environment()
	s.program.Stdout, s.program.Stderr = os.Stderr, os.Stderr
	s.must(s.program.Start())
	s.ended = make(chan error, 1)
	go func() { s.ended <- s.program.Wait() }()
	s.t.Cleanup(func() { _ = s.program.Process.Kill() })
	s.waitTitle(title)
}

// quit quits by the keyboard and waits until the program has ended.
func (s *stage) quit() {
	s.t.Helper()
	s.key("ctrl+q")
	select {
	case err := <-s.ended:
		if err != nil {
			s.t.Errorf("the program ended with %v", err)
		}
	case <-time.After(patience):
		s.picture("stuck")
		s.t.Fatal("the program did not end")
	}
}

func (s *stage) tool(name string, args ...string) string {
	s.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+s.display)
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) && name == "xdotool" && args[0] == "search" {
			return "" // no window yet
		}
		s.t.Fatalf("%s %v: %v", name, args, err)
	}
	return string(out)
}

func (s *stage) key(keys ...string) {
	s.t.Helper()
	s.tool("xdotool", append([]string{"key", "--delay", "30"}, keys...)...)
}

func (s *stage) typed(text string) {
	s.t.Helper()
	s.tool("xdotool", "type", "--delay", "30", text)
}

// eventually waits until something is so.
func (s *stage) eventually(what string, is func() bool) {
	s.t.Helper()
	deadline := time.Now().Add(patience)
	for !is() {
		if time.Now().After(deadline) {
			s.picture("waiting")
			s.t.Fatalf("waited in vain for %s", what)
		}
		time.Sleep(50 * time.Millisecond) // between two looks at the screen
	}
}

func (s *stage) waitTitle(words string) {
	s.t.Helper()
	s.eventually(fmt.Sprintf("a window called %q", words), func() bool {
		return strings.Contains(s.tool("xdotool", "search", "--onlyvisible", "--name", "Bluepencil", "getwindowname"), words)
	})
}

// shot is a picture of the screen.
func (s *stage) shot() image.Image {
	s.t.Helper()
	path := filepath.Join(s.home, "shot.png")
	s.tool("import", "-window", "root", "png24:"+path)
	file, err := os.Open(path)
	s.must(err)
	defer file.Close()
	img, err := png.Decode(file)
	s.must(err)
	return img
}

// settled waits until the screen has stopped changing and returns it.
func (s *stage) settled() image.Image {
	s.t.Helper()
	last := s.shot()
	same := 0
	s.eventually("the screen to stand still", func() bool {
		now := s.shot()
		if equal(last, now) {
			same++
		} else {
			same = 0
		}
		last = now
		return same >= 2
	})
	return last
}

func equal(a, b image.Image) bool {
	x, ok1 := a.(*image.RGBA)
	y, ok2 := b.(*image.RGBA)
	return ok1 && ok2 && string(x.Pix) == string(y.Pix)
}

// asked waits until a dialog is in front of everything: the ground behind it is
// then in the shade.
func (s *stage) asked() {
	s.t.Helper()
	s.eventually("a dialog", func() bool {
		img := s.shot()
		b := img.Bounds()
		ground := color.RGBAModel.Convert(img.At(20, b.Max.Y-10)).(color.RGBA)
		return ground.R > 0x80 && ground.R < 0xe0
	})
}

// signIn answers the question of the first start.
func (s *stage) signIn() {
	s.t.Helper()
	s.asked()
	s.typed("Mina Berg")
	s.key("Return")
}

// picture keeps a picture of the screen: for the documents where they ask for
// it, and beside the test's other files when something failed.
func (s *stage) picture(name string) {
	s.t.Helper()
	dir := os.Getenv("BLUEPENCIL_PICTURES")
	if dir == "" {
		dir = filepath.Join(os.TempDir(), "bluepencil-pictures")
	}
	s.must(os.MkdirAll(dir, 0o755))
	path := filepath.Join(dir, name+".png")
	s.tool("import", "-window", "root", "png24:"+path)
	s.t.Logf("picture: %s", path)
}

// caretColour is the caret's in the light theme.
var caretColour = color.RGBA{0x1f, 0x5f, 0xbf, 255}

// caret finds the caret on the screen: two pixels wide, a line high, in its
// own colour.
func (s *stage) caret() image.Point {
	s.t.Helper()
	var found image.Point
	s.eventually("the caret to be seen", func() bool {
		img := s.shot()
		b := img.Bounds()
		for x := 252; x < 1004; x++ {
			run := 0
			for y := 92; y < b.Max.Y; y++ {
				if color.RGBAModel.Convert(img.At(x, y)) == caretColour {
					run++
				} else {
					if run >= 16 && run <= 26 {
						found = image.Pt(x, y-run/2)
						return true
					}
					run = 0
				}
			}
		}
		return false
	})
	return found
}

// drag selects with the mouse from one place to another.
func (s *stage) drag(from, to image.Point) {
	s.t.Helper()
	at := func(p image.Point) []string { return []string{fmt.Sprint(p.X), fmt.Sprint(p.Y)} }
	s.tool("xdotool", append([]string{"mousemove"}, at(from)...)...)
	s.tool("xdotool", "mousedown", "1")
	middle := image.Pt((from.X+to.X)/2, (from.Y+to.Y)/2)
	s.tool("xdotool", append([]string{"mousemove"}, at(middle)...)...)
	s.tool("xdotool", append([]string{"mousemove"}, at(to)...)...)
	s.tool("xdotool", "mouseup", "1")
}

// command runs a command by the palette.
func (s *stage) command(name string) {
	s.t.Helper()
	s.key("ctrl+k")
	s.typed(name)
	s.key("Return")
}
