package window

// adjudicationCommands are the commands about comparing and settling.
func (w *Window) adjudicationCommands(adder) {}
