package lines

import (
	"context"
	"runtime"
	"sync"

	"bluepencil/app/articleview/shape"
)

// Result is a paragraph measured in the background.
type Result struct {
	Paragraph int
	Measure   shape.Measure
}

// batchBytes is about how much text one delivery of results covers.
const batchBytes = 64 << 10

// MeasureAll measures the paragraphs listed, in their order, in as many
// workers as there are processors, and hands over the results in batches on
// the workers' goroutines. It returns when all are done or the context is.
func MeasureAll(ctx context.Context, faces *shape.Faces, size float32, paragraph func(p int) string, list []int, deliver func([]Result)) {
	var next sync.Mutex
	take := func() []int {
		next.Lock()
		defer next.Unlock()
		bytes, n := 0, 0
		for n < len(list) && bytes < batchBytes {
			bytes += len(paragraph(list[n])) + 16
			n++
		}
		batch := list[:n]
		list = list[n:]
		return batch
	}
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			shaper := shape.NewShaper(faces)
			for batch := take(); len(batch) > 0 && ctx.Err() == nil; batch = take() {
				results := make([]Result, 0, len(batch))
				for _, p := range batch {
					if ctx.Err() != nil {
						return
					}
					results = append(results, Result{p, shaper.Measure(paragraph(p), size)})
				}
				deliver(results)
			}
		})
	}
	workers.Wait()
}
