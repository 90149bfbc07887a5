package runtime

import (
	"fmt"
	"math"
	"strconv"
)

// Extras consist of bytes, integers and framed messages after a message. A
// field of that message, the length field, gives their number.

// integer is the type of a length field.
type integer interface {
	~int32 | ~uint32 | ~int64 | ~uint64
}

// sizeOf converts the value of a length field. Numbers beyond 2^63 are longer
// than any image.
func sizeOf[T integer](value T) int64 {
	if value > 0 && int64(value) < 0 {
		return math.MaxInt64
	}
	return int64(value)
}

// pads collects the pads of an extra: each part is padded to a multiple of some
// bytes, with zeros.
type pads struct {
	bytes []byte // pads that are not all zeros, or the ones to write
	size  int    // size of all pads so far
}

func padAfter(size, pad int64) int {
	return int((pad - size%pad) % pad)
}

// take moves past a part and its pad, and returns the part as a slice of the
// image.
func (r *reader) take(count, width int64, field string, pad int64, pads *pads) []byte {
	start := r.pos
	left := int64(len(r.all) - r.pos)
	switch {
	case r.err != nil:
		return nil
	case count < 0:
		r.fail(CodeBadLength, "a length is negative", field, versus{found: strconv.FormatInt(count*width, 10)})
		return nil
	case count > r.maxSize/width:
		r.tooLarge(r.pos, count, field)
		return nil
	}
	padding := int64(padAfter(count%pad*width, pad))
	if count > (left-padding)/width || left < padding {
		r.lack = int(min(max(count, 1), 1<<30)*width + padding - min(left, 1<<30))
		r.fail(CodeTruncated, "the image ends inside an extra", field, versus{
			expected: fmt.Sprintf("%d bytes", count*width+padding),
			found:    strconv.FormatInt(left, 10),
		})
		return nil
	}
	end := start + int(count*width)
	r.pos = end + int(padding)
	if padding > 0 {
		pads.add(r.all[end:r.pos])
	}
	return r.all[start:end:end]
}

func (p *pads) add(bytes []byte) {
	for _, b := range bytes {
		if b != 0 && p.bytes == nil {
			p.bytes = make([]byte, p.size)
		}
	}
	if p.bytes != nil {
		p.bytes = append(p.bytes, bytes...)
	}
	p.size += len(bytes)
}

// run reads bytes.
func (r *reader) run(length int64, field string, pad int64, pads *pads) []byte {
	return r.take(length, 1, field, pad, pads)
}

func (r *reader) runUint16s(length int64, field string, pad int64, pads *pads) []uint16 {
	return integers(r.take(length, 2, field, pad, pads), 2, r.order().Uint16)
}

func (r *reader) runUint32s(length int64, field string, pad int64, pads *pads) []uint32 {
	return integers(r.take(length, 4, field, pad, pads), 4, r.order().Uint32)
}

func (r *reader) runUint64s(length int64, field string, pad int64, pads *pads) []uint64 {
	return integers(r.take(length, 8, field, pad, pads), 8, r.order().Uint64)
}

func integers[E any](bytes []byte, width int, get func([]byte) E) []E {
	values := make([]E, 0, len(bytes)/width)
	for ; len(bytes) > 0; bytes = bytes[width:] {
		values = append(values, get(bytes))
	}
	return values
}

// count checks the number of messages in a part.
func (r *reader) count(count int64, field string) int64 {
	if count < 0 {
		r.fail(CodeBadLength, "a length is negative", field, versus{found: strconv.FormatInt(count, 10)})
		return 0
	}
	return count
}

// checkLength checks the length of a part against its length field; neither of
// them is changed silently.
func (w *writer) checkLength(found int, length int64, field, path string) bool {
	if int64(found) == length {
		return true
	}
	w.fail(CodeBadLength, "the length does not match "+field, path, versus{
		expected: strconv.FormatInt(length, 10),
		found:    strconv.Itoa(found),
	})
	return false
}

// nothing refuses a part whose condition is false.
func (w *writer) nothing(found int, field, path string) {
	if found > 0 {
		w.fail(CodeBadLength, field+" allows no value here", path, versus{expected: "nothing", found: "a value"})
	}
}

func (w *writer) run(bytes []byte, length int64, field, path string, pad int64, pads *pads) {
	if w.checkLength(len(bytes), length, field, path) {
		w.put(bytes)
		w.pad(len(bytes), pad, pads)
	}
}

func (w *writer) runUint16s(list []uint16, length int64, field, path string, pad int64, pads *pads) {
	if w.checkLength(len(list), length, field, path) {
		for _, value := range list {
			w.order().PutUint16(w.next(2), value)
		}
		w.pad(2*len(list), pad, pads)
	}
}

func (w *writer) runUint32s(list []uint32, length int64, field, path string, pad int64, pads *pads) {
	if w.checkLength(len(list), length, field, path) {
		for _, value := range list {
			w.order().PutUint32(w.next(4), value)
		}
		w.pad(4*len(list), pad, pads)
	}
}

func (w *writer) runUint64s(list []uint64, length int64, field, path string, pad int64, pads *pads) {
	if w.checkLength(len(list), length, field, path) {
		for _, value := range list {
			w.order().PutUint64(w.next(8), value)
		}
		w.pad(8*len(list), pad, pads)
	}
}

// pad writes the pad after a part: kept bytes, else zeros.
func (w *writer) pad(size int, pad int64, pads *pads) {
	padding := padAfter(int64(size), pad)
	into := w.next(padding)
	clear(into)
	copy(into, pads.bytes[min(pads.size, len(pads.bytes)):])
	pads.size += padding
}

// endPads checks that all kept pads were written.
func (w *writer) endPads(pads *pads) {
	if pads.bytes == nil || len(pads.bytes) == pads.size {
		return
	}
	w.fail(CodeBadLength, "Padding has the wrong size; without it, pads are zeros", "Padding", versus{
		expected: fmt.Sprintf("%d bytes", pads.size),
		found:    strconv.Itoa(len(pads.bytes)),
	})
}
