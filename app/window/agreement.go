package window

// agreementCommands are the commands about agreement.
func (w *Window) agreementCommands(adder) {}
