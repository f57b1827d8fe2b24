package paint

import (
	"container/list"
	"image"
	"sync"
)

// CacheBytes is how much painted strips may take at most: three pages of a
// large window at two pixels a unit.
const CacheBytes = 48 << 20

// Cache keeps painted strips by their signature, up to a number of bytes; the
// one not asked for the longest goes first. Images in it are not written to
// any more. Safe for concurrent use.
type Cache struct {
	mu    sync.Mutex
	limit int
	bytes int
	kept  map[uint64]*list.Element
	order list.List // of cached, the last used first
}

type cached struct {
	signature uint64
	img       *image.RGBA
}

// NewCache returns a cache of at most limit bytes of pixels.
func NewCache(limit int) *Cache { return &Cache{limit: limit, kept: map[uint64]*list.Element{}} }

// Get is the painted strip with the signature, if it is still there.
func (c *Cache) Get(signature uint64) (*image.RGBA, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	element, ok := c.kept[signature]
	if !ok {
		return nil, false
	}
	c.order.MoveToFront(element)
	return element.Value.(cached).img, true
}

// Has tells whether a strip is there, without counting it as used.
func (c *Cache) Has(signature uint64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, ok := c.kept[signature]
	return ok
}

// Put keeps a painted strip.
func (c *Cache) Put(signature uint64, img *image.RGBA) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if element, ok := c.kept[signature]; ok {
		c.drop(element)
	}
	c.kept[signature] = c.order.PushFront(cached{signature, img})
	c.bytes += len(img.Pix)
	c.trim()
}

// Limit changes how many bytes of pixels are kept at most.
func (c *Cache) Limit(bytes int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.limit = bytes
	c.trim()
}

func (c *Cache) trim() {
	for c.bytes > c.limit {
		c.drop(c.order.Back())
	}
}

func (c *Cache) drop(element *list.Element) {
	entry := c.order.Remove(element).(cached)
	c.bytes -= len(entry.img.Pix)
	delete(c.kept, entry.signature)
}

// Clear drops everything.
func (c *Cache) Clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.kept)
	c.order.Init()
	c.bytes = 0
}

// Bytes is how many bytes of pixels are kept.
func (c *Cache) Bytes() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.bytes
}
