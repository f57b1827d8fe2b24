package window

// teamCommands are the commands about people and rounds.
func (w *Window) teamCommands(adder) {}
