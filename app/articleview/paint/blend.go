package paint

import (
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
)

// fill blends a colour over a rectangle, whose edges are rounded to pixels.
func (c *canvas) fill(left, top, right, bottom float32, ink color.NRGBA) {
	if ink.A > 0 {
		c.fillRect(rect(int(floor(left+0.5)), int(floor(top+0.5)), int(floor(right+0.5)), int(floor(bottom+0.5))), premultiplied(ink))
	}
}

func (c *canvas) fillRect(r image.Rectangle, source pixel) {
	if r = r.Intersect(c.img.Rect); r.Empty() {
		return
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		from := c.img.PixOffset(r.Min.X, y)
		row := c.img.Pix[from : from+r.Dx()*4]
		for ; len(row) >= 4; row = row[4:] {
			under := binary.LittleEndian.Uint32(row)
			if under == 0 { // most of the page
				binary.LittleEndian.PutUint32(row, uint32(source))
			} else {
				binary.LittleEndian.PutUint32(row, uint32(source.over(pixel(under))))
			}
		}
	}
}

// pixel is a premultiplied colour as it lies in memory: red, green, blue and
// opacity from the lowest byte up.
type pixel uint32

func premultiplied(ink color.NRGBA) pixel { return scaledBy(ink, uint32(ink.A)) }

// scaledBy is the colour premultiplied with an opacity.
func scaledBy(ink color.NRGBA, a uint32) pixel {
	return pixel(uint32(ink.R)*a/255 | uint32(ink.G)*a/255<<8 | uint32(ink.B)*a/255<<16 | a<<24)
}

// over is the Porter–Duff operator: p in front of under. Two channels are
// multiplied at a time, 16 bits for each; x/255 is (x+128+(x+128)/256)/256,
// which is exact for products of two bytes.
func (p pixel) over(under pixel) pixel {
	const pair, half = 0x00ff00ff, 0x00800080
	rest := 255 - uint32(p)>>24
	low := uint32(under)&pair*rest + half
	high := uint32(under)>>8&pair*rest + half
	low = (low + low>>8&pair) >> 8 & pair
	high = (high + high>>8&pair) & (pair << 8)
	return p + pixel(low|high)
}

// ramp is a colour premultiplied with every coverage there is.
type ramp [256]pixel

func newRamp(ink color.NRGBA) *ramp {
	r := new(ramp)
	for a := range r {
		r[a] = scaledBy(ink, uint32(a)*uint32(ink.A)/255)
	}
	return r
}

// blend draws a colour through a mask whose origin is put at x, y.
func blend(img *image.RGBA, m *image.Alpha, x, y int, colour *ramp) {
	r := m.Rect.Add(image.Pt(x, y)).Intersect(img.Rect)
	if r.Empty() {
		return
	}
	for py := r.Min.Y; py < r.Max.Y; py++ {
		from := m.PixOffset(r.Min.X-x, py-y)
		row := img.Pix[img.PixOffset(r.Min.X, py):]
		for i, a := range m.Pix[from : from+r.Dx()] {
			if a == 0 {
				continue
			}
			at := row[i*4 : i*4+4 : i*4+4]
			source := colour[a]
			if under := pixel(binary.LittleEndian.Uint32(at)); under != 0 {
				source = source.over(under)
			}
			binary.LittleEndian.PutUint32(at, uint32(source))
		}
	}
}

// paste draws a picture whose origin is put at x, y.
func paste(img, picture *image.RGBA, x, y int) {
	draw.Draw(img, picture.Rect.Add(image.Pt(x, y)), picture, picture.Rect.Min, draw.Over)
}

// rect is a rectangle as given: image.Rect would turn one of negative width
// around.
func rect(left, top, right, bottom int) image.Rectangle {
	return image.Rectangle{Min: image.Pt(left, top), Max: image.Pt(right, bottom)}
}
