package window

import (
	"context"
	"errors"
	"fmt"
	"os"

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

// packetCommands are the commands about packets.
func (w *Window) packetCommands(add adder) {
	add("Team", "send", "Send…", w.hasProject, w.showSend)
	add("Team", "receive", "Receive…", nil, func() { w.receivePackets(nil) })
	add("Team", "conflicts", "Conflicts…", w.hasProject, w.showConflicts)
}

// showSend asks for whom a packet is, and what goes into it.
func (w *Window) showSend() {
	send, err := courier.NewSend(w.project, w.desk.Person().ID)
	if err != nil {
		w.fail("The team could not be read", err)
		return
	}
	form := panel.NewSend(send)
	goOn := panel.NewGoButton("Choose the place…", nil)
	form.OnChanged = func() { w.outline(send, form, goOn) }
	w.outline(send, form, goOn)
	var d *dialog.CustomDialog
	goOn.OnLeave = func() { d.Hide() }
	form.OnLeave = goOn.OnLeave
	goOn.OnTapped = func() {
		o, err := send.Options()
		if err != nil {
			return // it says so
		}
		d.Hide()
		w.chooseSave(send.FileName(w.project.Name()), func(path string) { w.pack(path, o, send) })
	}
	buttons := container.NewHBox(layout.NewSpacer(), widget.NewButton("Cancel", goOn.OnLeave), goOn, layout.NewSpacer())
	d = dialog.NewCustomWithoutButtons("Send", container.NewBorder(nil, buttons, nil, nil, form), w.win)
	w.present(d, fyne.NewSize(960, 600))
	w.win.Canvas().Focus(form.Focusable())
}

// outline says what would go into a packet.
func (w *Window) outline(send *courier.Send, form *panel.Send, goOn *panel.GoButton) {
	o, err := send.Options()
	if err != nil {
		form.SetWords("", err)
		goOn.Disable()
		return
	}
	p := w.project
	w.worker.do(func() {
		h, err := p.Outline(o)
		w.o.UI(func() {
			if now, bad := send.Options(); w.project != p || bad != nil || fmt.Sprint(now.For, now.Home, now.Review, now.Layers, now.Full) != fmt.Sprint(o.For, o.Home, o.Review, o.Layers, o.Full) {
				return // something else was chosen since
			}
			if err != nil {
				form.SetWords("", err)
				goOn.Disable()
				return
			}
			form.SetWords(send.Words(&h), nil)
			goOn.Enable()
		})
	})
}

// pack writes a packet.
func (w *Window) pack(path string, o storage.PackOptions, send *courier.Send) {
	if !courier.IsPacket(path) {
		path += packet.Extension
	}
	o.Progress = w.progress()
	w.long("Packing…", func(ctx context.Context, p *storage.Project) func() {
		done, err := p.PackContext(ctx, path, o)
		return func() {
			switch {
			case errors.Is(err, context.Canceled):
				w.desk.Say(desk.Info, "The packing was cancelled; nothing was written.")
			case err != nil:
				w.fail("The packet was not written", err)
			default:
				w.desk.Say(desk.Info, send.Sent(&done, path))
			}
		}
	})
}

// showConflicts lists what is to be settled.
func (w *Window) showConflicts() {
	list := panel.NewConflicts()
	w.readConflicts(list, func() {
		d := dialog.NewCustom("Conflicts", "Close", list, w.win)
		list.OnLeave = d.Hide
		w.present(d, fyne.NewSize(980, 600))
		w.win.Canvas().Focus(list.Focusable())
	})
}

// readConflicts reads what is to be settled, and then goes on.
func (w *Window) readConflicts(list *panel.Conflicts, then func()) {
	me := w.desk.Person().ID
	w.long("Looking for conflicts…", func(ctx context.Context, p *storage.Project) func() {
		found, err := courier.ReadConflicts(ctx, p, me)
		return func() {
			if err != nil {
				w.fail("The conflicts could not be read", err)
				return
			}
			list.OnSettle = func(at, choice int) {
				w.settle(list, func() error {
					_, err := p.Settle(me, *found[at].Dispute, choice)
					return err
				})
			}
			list.OnJoin = func(at int) { w.settle(list, func() error { return p.JoinTwins(me, *found[at].Twins) }) }
			list.Set(found)
			then()
		}
	})
}

// settle settles something, in line with everything else that is written, and
// lists anew what is left.
func (w *Window) settle(list *panel.Conflicts, do func() error) {
	p := w.project
	w.worker.do(func() {
		err := do()
		w.o.UI(func() {
			if w.project != p {
				return
			}
			w.desk.Refresh()
			if err != nil {
				w.fail("It was not settled", err)
				return
			}
			w.readConflicts(list, func() { w.desk.Say(desk.Info, "Settled; undo takes it back.") })
		})
	})
}

// packetsIn are the packets in a folder.
func packetsIn(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	var found []string
	for _, e := range entries {
		if !e.IsDir() && courier.IsPacket(e.Name()) {
			found = append(found, folder+string(os.PathSeparator)+e.Name())
		}
	}
	return found, err
}
