package window

// packetCommands are the commands about packets.
func (w *Window) packetCommands(adder) {}
