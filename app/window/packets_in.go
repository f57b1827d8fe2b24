package window

import (
	"context"
	"errors"
	"time"

	"bluepencil/app/courier"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/storage"
	"bluepencil/storage/packet"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// receiving is the dialog in which packets are taken in.
type receiving struct {
	receive *courier.Receive // nil where it is not open
	panel   *panel.Receive
	take    *panel.GoButton
	round   int  // counts the looks; late ones are dropped
	looking bool // one is under way
}

// receivePackets shows what packets would change. Where the dialog is open they
// are added to it; where no project is open, a copy is made of one.
func (w *Window) receivePackets(paths []string) {
	if w.desk == nil {
		w.receiveFirst(paths)
		return
	}
	if w.receives.receive == nil {
		w.showReceive()
	}
	if w.receives.receive.Add(paths...) {
		w.lookAtPackets()
	}
}

// receiveFirst makes a project of a packet, for somebody who has none.
func (w *Window) receiveFirst(paths []string) {
	if len(paths) == 0 {
		w.chooseFile(func(path string) { w.offerCopy(path, packet.Secret{}, false) }, packet.Extension)
		return
	}
	w.offerCopy(paths[0], packet.Secret{}, false)
}

func (w *Window) showReceive() {
	r := &receiving{receive: &courier.Receive{}, round: w.receives.round}
	r.panel = panel.NewReceive(r.receive)
	r.take = panel.NewGoButton("Take in", w.takePackets)
	var d *dialog.CustomDialog
	r.take.OnLeave = func() { d.Hide() }
	r.panel.OnLeave, r.panel.OnCancel = r.take.OnLeave, w.status.OnCancel
	r.panel.OnAdd = func() { w.chooseFile(func(path string) { w.receivePackets([]string{path}) }, packet.Extension) }
	r.panel.OnAddFolder = func() { w.chooseFolder(w.receiveFolder) }
	r.panel.OnRemove = func(path string) { r.receive.Remove(path); w.lookAtPackets() }
	r.panel.OnPassphrase = func(words string) { r.receive.Passphrase = words; w.lookAtPackets() }
	r.panel.OnCopy = func(path string) { d.Hide(); w.offerCopy(path, r.receive.Secret(), r.receive.Passphrase != "") }
	buttons := container.NewHBox(layout.NewSpacer(), widget.NewButton("Close", r.take.OnLeave), r.take, layout.NewSpacer())
	d = dialog.NewCustomWithoutButtons("Receive", container.NewBorder(nil, buttons, nil, nil, r.panel), w.win)
	w.receives = *r
	w.showPackets()
	w.presentThen(d, fyne.NewSize(860, 600), func() { w.receives = receiving{round: w.receives.round + 1} })
}

func (w *Window) receiveFolder(folder string) {
	found, err := packetsIn(folder)
	switch {
	case err != nil:
		w.fail("The folder could not be read", err)
	case len(found) == 0:
		w.desk.Say(desk.Info, "There is no packet in "+folder+".")
	default:
		w.receivePackets(found)
	}
}

// lookAtPackets finds out what the packets would change, without changing
// anything.
func (w *Window) lookAtPackets() { w.runPackets("Looking what would change…", true) }

// takePackets takes the packets in.
func (w *Window) takePackets() { w.runPackets("Taking the packets in…", false) }

func (w *Window) runPackets(what string, dry bool) {
	r := &w.receives
	r.round++
	round, paths := r.round, r.receive.Paths()
	if len(paths) == 0 {
		w.showPackets()
		return
	}
	if r.looking && w.cancel != nil {
		w.cancel() // it is a look at fewer of them, or at others
	}
	o := storage.TakeOptions{DryRun: dry, Secret: r.receive.Secret(), Progress: w.packetProgress(r.panel)}
	r.take.Disable()
	r.panel.Say(what)
	w.whenFree(func() {
		if round != w.receives.round {
			return // something else was added since
		}
		w.receives.looking = dry
		w.long(what, func(ctx context.Context, p *storage.Project) func() {
			taken, err := p.Take(ctx, paths, o)
			return func() { w.packetsRan(round, dry, taken, err) }
		})
	})
}

// packetProgress shows progress in the dialog too, which hides the status line.
func (w *Window) packetProgress(shown *panel.Receive) func(done, total int) {
	var last time.Time
	return func(done, total int) {
		if now := time.Now(); now.Sub(last) >= progressEvery {
			last = now
			w.o.UI(func() {
				w.status.SetProgress(done, total)
				shown.SetProgress(done, total)
			})
		}
	}
}

// whenFree does something as soon as no long work is under way.
func (w *Window) whenFree(do func()) {
	if w.cancel == nil {
		do()
		return
	}
	w.afterLong = do
}

// packetsRan shows what would change, or has changed.
func (w *Window) packetsRan(round int, dry bool, taken storage.Taken, err error) {
	if !dry {
		w.desk.Refresh()
		w.right.talk.talks.Changed()
	}
	w.receives.looking = false
	shown := round == w.receives.round && w.receives.receive != nil
	switch {
	case errors.Is(err, context.Canceled):
		w.desk.Say(desk.Info, "It was cancelled; nothing was taken in.")
	case err != nil:
		w.fail("The packets were not taken in", err)
	case shown:
		w.receives.receive.Told(taken, !dry)
	}
	if err == nil && !dry {
		w.desk.Say(desk.Info, courier.TakenWords(&taken))
	}
	if shown {
		w.showPackets()
	}
}

// showPackets brings the dialog in line with what is known of the packets.
func (w *Window) showPackets() {
	r := &w.receives
	r.panel.Refresh()
	switch {
	case r.receive.NeedsPassphrase():
		r.panel.FocusPassphrase()
	case r.receive.Ready():
		r.take.Enable()
		w.win.Canvas().Focus(r.take)
		return
	}
	r.take.Disable()
}

// offerCopy offers to make a project of a packet. asked tells that the
// passphrase was asked for.
func (w *Window) offerCopy(path string, secret packet.Secret, asked bool) {
	w.status.Say(desk.Message{Text: "Reading the packet…"})
	go func() {
		h, err := courier.Look(path, secret)
		w.o.UI(func() {
			w.status.Say(desk.Message{})
			switch {
			case errors.Is(err, packet.ErrPassphrase):
				w.askPassphrase(path, asked)
			case err != nil:
				w.fail("The packet could not be opened", err)
			case !h.Full:
				w.fail("No project can be made of it", errors.New("the packet "+path+" goes on after what was sent before; ask for one that begins at the beginning"))
			default:
				w.askCopy(path, secret, &h)
			}
		})
	}()
}

// askPassphrase asks for a packet's passphrase; again tells that one did not fit.
func (w *Window) askPassphrase(path string, again bool) {
	words := widget.NewLabel("The packet is encrypted.")
	if again {
		words.SetText("The passphrase does not fit, or the file was cut or changed.")
		words.Importance = widget.WarningImportance
	}
	words.Wrapping = fyne.TextWrapWord
	pass := panel.NewSecretEntry("Passphrase", nil)
	d := dialog.NewCustomConfirm("Passphrase", "Open", "Cancel", container.NewVBox(words, pass), func(ok bool) {
		if ok {
			w.offerCopy(path, packet.Secret{Passphrase: pass.Text}, true)
		}
	}, w.win)
	pass.OnSubmitted, pass.OnLeave = func(string) { d.Confirm() }, d.Dismiss
	w.present(d, fyne.NewSize(460, 200))
	w.win.Canvas().Focus(pass)
}

// askCopy asks where a copy of a project is to be made, and opens it.
func (w *Window) askCopy(path string, secret packet.Secret, h *packet.Header) {
	words := widget.NewLabel(courier.Copy(h))
	words.Wrapping = fyne.TextWrapWord
	w.ask("A project for you", "Choose the place…", words, fyne.NewSize(520, 240), func() {
		w.chooseSave(h.Name+storage.Extension, func(to string) { w.copyProject(withExtension(to), path, secret, h) })
	})
}

// copyProject makes a project of a packet and opens it, as the person whom the
// packet is for.
func (w *Window) copyProject(to, path string, secret packet.Secret, h *packet.Header) {
	if w.cancel != nil {
		w.status.Say(desk.Message{Text: "Something is under way already; wait for it or cancel it.", Tone: desk.Warning})
		return
	}
	if id := h.For.ID; !id.IsZero() {
		w.o.App.Preferences().SetString(prefMember+to, id.String())
	}
	ctx, cancel := context.WithCancel(context.Background())
	w.cancel = cancel
	progress := w.progress()
	w.load(to, "The project could not be made of the packet", func(o storage.Options) (*storage.Project, error) {
		p, _, err := storage.CreateFrom(ctx, to, path, storage.TakeOptions{Secret: secret, Progress: progress}, o)
		cancel()
		w.o.UI(func() { w.cancel = nil; w.status.SetProgress(0, 0) })
		return p, err
	}, nothingMore)
}
