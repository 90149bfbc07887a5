package runtime

import (
	"bytes"
	"encoding/binary"
	"sync"
)

// Image is an image of any type: a pointer to one of the structs of images.
type Image interface {
	// ImageName returns the name of the image in CRIU's table.
	ImageName() string

	encode(w *writer)
	order() ByteOrder
}

// decodable is a pointer to the struct of an image.
type decodable[T any] interface {
	*T
	Image
	decode(r *reader)
}

// content is what may come after the framing and the first message.
type content struct{ entries, rest bool }

// decodeImage reads a whole image.
func decodeImage[T any, P decodable[T]](data []byte, options []ReadOption) (*T, error) {
	image := new(T)
	r := newReader(data, P(image).ImageName(), limitsOf(options))
	P(image).decode(r)
	if r.err != nil {
		return nil, r.err
	}
	return image, nil
}

// decodeAs reads a whole image as the value of an interface.
func decodeAs[T any, P decodable[T]](data []byte, options []ReadOption) (Image, error) {
	image, err := decodeImage[T, P](data, options)
	if err != nil {
		return nil, err
	}
	return P(image), nil
}

// Encode writes a whole image, of any type.
func Encode(image Image) ([]byte, error) {
	w := newWriter(image.ImageName(), image.order())
	if memory, ok := spare.Get().(*[]byte); ok {
		w.buf = *memory
	}
	image.encode(w)
	if w.err != nil {
		return nil, w.err
	}
	if len(w.buf) > mostSpare {
		return w.written(0), nil
	}
	data := bytes.Clone(w.written(0))
	spare.Put(&w.buf)
	return data, nil
}

// spare holds memory of writers, of up to mostSpare bytes.
var spare sync.Pool

const mostSpare = 1 << 20

// readEntries reads all entries up to the end of the image. In an image without
// extras the frames are counted first.
func readEntries[T any, P message[T]](r *reader, hasExtra bool) []*T {
	n := 0
	if !hasExtra {
		n = r.frames()
	}
	entries := make([]*T, 0, n)
	var batch []T
	for r.more() {
		if len(batch) == 0 {
			batch = make([]T, min(max(n-len(entries), 1), mostInBatch))
		}
		r.entry++
		P(&batch[0]).decode(r, r.frame())
		if r.err != nil {
			r.passOver()
			break
		}
		entries = append(entries, &batch[0])
		batch = batch[1:]
	}
	return entries
}

// frames counts the whole frames up to the end of the image.
func (r *reader) frames() int {
	if r.err != nil {
		return 0
	}
	n := 0
	for left := r.all[r.pos:]; len(left) >= 4; n++ {
		size := binary.LittleEndian.Uint32(left)
		if r.bigEndian {
			size = binary.BigEndian.Uint32(left)
		}
		if uint64(size) > uint64(len(left)-4) {
			break
		}
		left = left[4+size:]
	}
	return n
}

// passOver tolerates a truncated entry at the end of an image, if the caller
// does.
func (r *reader) passOver() {
	if r.tolerate != nil && r.err.Code == CodeTruncated {
		r.tolerate(r.err)
		r.err = nil
	}
}

// noEntries refuses bytes after the first message.
func (r *reader) noEntries() {
	if r.more() {
		r.fail(CodeBadLength, "no entries are allowed here", "", versus{})
	}
}

// rest returns the remaining bytes as a slice of the image.
func (r *reader) rest() []byte {
	if r.err != nil {
		return nil
	}
	start := r.pos
	r.pos = len(r.all)
	return r.all[start:]
}

// writeFirst writes the first message of an image in its frame. Entries and
// rest need it.
func writeFirst[T any, P message[T]](w *writer, first *T, needed bool) {
	switch {
	case first != nil:
		start := w.beginFrame()
		P(first).encode(w)
		w.endFrame(start)
	case needed:
		w.fail(CodeMissingField, "entries and rest need a first message", "First", versus{})
	}
}

// writeEntries writes entries: frame and message.
func writeEntries[T any, P message[T]](w *writer, entries []*T) {
	for _, entry := range entries {
		w.entry++
		writeFramed[T, P](w, entry)
	}
}

func writeFramed[T any, P message[T]](w *writer, m *T) {
	if m == nil {
		w.fail(CodeBadValue, "the field cannot hold this", "", versus{found: "nil"})
		return
	}
	start := w.beginFrame()
	P(m).encode(w)
	w.endFrame(start)
}

// surplus refuses a part that the image, or its first message, does not allow.
func (w *writer) surplus(field string) {
	w.fail(CodeBadLength, "the image, or its first message, allows none", field, versus{})
}
