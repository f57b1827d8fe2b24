package jsonio

// Skip reads any value and forgets it. The value is checked like all others.
func (d *Decoder) Skip() error {
	_, err := d.Raw()
	return err
}

// Raw reads any value and gives its bytes as they stand; they belong to the input.
func (d *Decoder) Raw() ([]byte, error) {
	d.next()
	start := d.at
	err := d.any()
	return d.in[start:d.at], err
}

func (d *Decoder) any() error {
	var err error
	switch b := d.next(); b {
	case '{':
		return d.Object(func(string) error { return d.any() })
	case '[':
		return d.Array(d.any)
	case '"':
		_, err = d.Text()
	case 't', 'f':
		_, err = d.Bool()
	case 'n':
		if !d.Null() {
			return d.fail("%s where a value should be", d.found())
		}
	default:
		_, err = d.Number()
	}
	return err
}

// Kind tells by its first byte what value follows: '{', '[', '"', 't' for
// true and false, 'n' for null, '0' for a number; 0 at the end.
func (d *Decoder) Kind() byte {
	switch b := d.next(); b {
	case '{', '[', '"', 'n', 0:
		return b
	case 't', 'f':
		return 't'
	}
	return '0'
}
