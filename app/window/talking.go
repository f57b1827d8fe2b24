package window

// talkCommands are the commands about threads.
func (w *Window) talkCommands(adder) {}
