package runtime

import (
	"encoding/binary"
	"fmt"
	"math"
)

// writer holds the bytes written so far, and the context of errors. The first
// error is kept; what is written after it does not matter.
type writer struct {
	// buf is the memory, and pos the number of bytes written. They change apart,
	// because writing a pointer costs more than writing a number.
	buf       []byte
	pos       int
	bigEndian bool
	image     string
	entry     int // -1 before the first entry
	err       *Error
	depth
	// source is the reader of the JSON that is converted, if there is any: errors
	// are its own, and end it.
	source *reader
}

func newWriter(image string, order ByteOrder) *writer {
	return &writer{image: image, bigEndian: order == BigEndian, entry: -1}
}

// room returns the memory after the written bytes: at least some bytes.
func (w *writer) room(size int) []byte {
	if len(w.buf)-w.pos < size {
		w.grow(size)
	}
	return w.buf[w.pos:]
}

func (w *writer) grow(size int) {
	wider := make([]byte, max(2*len(w.buf), w.pos+size, 512))
	copy(wider, w.buf[:w.pos])
	w.buf = wider
}

// next returns memory for bytes that are written by the caller.
func (w *writer) next(size int) []byte {
	room := w.room(size)
	w.pos += size
	return room[:size]
}

// put writes bytes as they are.
func (w *writer) put(bytes []byte) {
	copy(w.next(len(bytes)), bytes)
}

// written returns the bytes written since start.
func (w *writer) written(start int) []byte {
	return w.buf[start:w.pos:w.pos]
}

// fail records an error, unless there is one already.
func (w *writer) fail(code Code, what, field string, v versus) {
	if w.err != nil {
		return
	}
	if r := w.source; r != nil {
		r.fail(code, what, field, v)
		w.err = r.err
		return
	}
	w.failedAt = w.level
	w.err = &Error{
		Code:     code,
		Image:    w.image,
		Entry:    w.entry,
		Offset:   -1,
		Path:     field,
		Expected: v.expected,
		Found:    v.found,
		what:     what,
	}
}

// missing reports an absent required field.
func (w *writer) missing(field string) {
	w.fail(CodeMissingField, "a required field is missing", field, versus{})
}

// varint writes a tag and a number. Tag 0 is not written: then the number is an
// element of a packed list.
func (w *writer) varint(tag uint32, value uint64) {
	room := w.room(2 * binary.MaxVarintLen64)[:2*binary.MaxVarintLen64]
	if tag > 0 && tag < 0x80 && value < 0x80 {
		room[0], room[1] = byte(tag), byte(value)
		w.pos += 2
		return
	}
	n := 0
	switch {
	case tag == 0:
	case tag < 0x80:
		room[0] = byte(tag)
		n = 1
	default:
		n = binary.PutUvarint(room, uint64(tag))
	}
	for value > 0x7f {
		room[n] = byte(value) | 0x80
		value >>= 7
		n++
	}
	room[n] = byte(value)
	w.pos += n + 1
}

func (w *writer) uint32(tag uint32, value uint32) { w.varint(tag, uint64(value)) }
func (w *writer) uint64(tag uint32, value uint64) { w.varint(tag, value) }

// int32 writes a negative number in ten bytes, as if it had 64 bits.
func (w *writer) int32(tag uint32, value int32) { w.varint(tag, uint64(int64(value))) }
func (w *writer) int64(tag uint32, value int64) { w.varint(tag, uint64(value)) }

func (w *writer) sint32(tag uint32, value int32) {
	w.varint(tag, uint64(uint32(value<<1)^uint32(value>>31)))
}

func (w *writer) sint64(tag uint32, value int64) {
	w.varint(tag, uint64(value<<1)^uint64(value>>63))
}

func (w *writer) bool(tag uint32, value bool) {
	number := uint64(0)
	if value {
		number = 1
	}
	w.varint(tag, number)
}

func (w *writer) tag(tag uint32) {
	if tag != 0 {
		w.pos += binary.PutUvarint(w.room(binary.MaxVarintLen32), uint64(tag))
	}
}

func (w *writer) fixed32(tag uint32, value uint32) {
	w.tag(tag)
	binary.LittleEndian.PutUint32(w.next(4), value)
}

func (w *writer) fixed64(tag uint32, value uint64) {
	w.tag(tag)
	binary.LittleEndian.PutUint64(w.next(8), value)
}

func (w *writer) sfixed32(tag uint32, value int32) { w.fixed32(tag, uint32(value)) }
func (w *writer) sfixed64(tag uint32, value int64) { w.fixed64(tag, uint64(value)) }
func (w *writer) float(tag uint32, value float32)  { w.fixed32(tag, math.Float32bits(value)) }
func (w *writer) double(tag uint32, value float64) { w.fixed64(tag, math.Float64bits(value)) }

func (w *writer) string(tag uint32, value string) {
	w.varint(tag, uint64(len(value)))
	copy(w.next(len(value)), value)
}

func (w *writer) bytes(tag uint32, value []byte) {
	w.varint(tag, uint64(len(value)))
	w.put(value)
}

// begin begins a nested message, or a packed list: it writes the tag, and
// reserves a length of one byte. end takes the returned position.
func (w *writer) begin(tag uint32) int {
	if tag < 0x80 {
		w.next(2)[0] = byte(tag)
		return w.pos
	}
	w.tag(tag)
	w.next(1)
	return w.pos
}

// end writes the length of the content since start, and moves the content if
// the length takes more than one byte.
func (w *writer) end(start int) {
	size := w.pos - start
	if size < 0x80 {
		w.buf[start-1] = byte(size)
		return
	}
	var length [binary.MaxVarintLen64]byte
	width := binary.PutUvarint(length[:], uint64(size))
	w.next(width - 1)
	copy(w.buf[start+width-1:], w.buf[start:start+size])
	copy(w.buf[start-1:], length[:width])
}

// enter enters a nested message; leaving it adds its field to the path of an
// error.
func (w *writer) enter() {
	w.level++
	if w.level > defaultDepth {
		w.fail(CodeTooDeep, "the messages nest too deep", "", versus{
			expected: fmt.Sprintf("at most %d levels", defaultDepth),
		})
	}
}

// leave leaves a field of a message.
func (w *writer) leave(field string, index int) {
	w.enclose(w.err, field, index)
}

// writeMessage writes a nested message.
func writeMessage[T any, P message[T]](w *writer, tag uint32, m *T, field string, index int) {
	if m == nil {
		w.missing(field)
		return
	}
	w.enter()
	// After an error nothing more is written: messages can contain themselves.
	if w.err == nil {
		start := w.begin(tag)
		P(m).encode(w)
		w.end(start)
	}
	w.leave(field, index)
}

// writeMessages writes the messages of a repeated field.
func writeMessages[T any, P message[T]](w *writer, tag uint32, list []*T, field string) {
	for i, m := range list {
		writeMessage[T, P](w, tag, m, field, i)
	}
}

// atMostOne checks that at most one field of a oneof is present.
func (w *writer) atMostOne(oneof string, present ...bool) {
	n := 0
	for _, is := range present {
		if is {
			n++
		}
	}
	if n > 1 {
		w.fail(CodeBadValue, "at most one field may be present", oneof, versus{found: fmt.Sprint(n)})
	}
}

// writePacked writes the elements of a packed list, and nothing if it is empty.
func writePacked[E any](w *writer, tag uint32, list []E, write func(w *writer, tag uint32, value E)) {
	if len(list) == 0 {
		return
	}
	start := w.begin(tag)
	for _, value := range list {
		write(w, 0, value)
	}
	w.end(start)
}
