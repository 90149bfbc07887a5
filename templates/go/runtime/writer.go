package runtime

import (
	"encoding/binary"
	"fmt"
	"math"
)

// writer holds the bytes written so far, and the context of errors. The first
// error is kept; what is written after it does not matter.
type writer struct {
	buf       []byte
	bigEndian bool
	image     string
	entry     int // -1 before the first entry
	path      []step
	err       *Error
	// source is the reader of the JSON that is converted, if there is any: errors
	// give its offset, and end it.
	source *reader
}

func newWriter(image string, order ByteOrder) *writer {
	return &writer{image: image, bigEndian: order == BigEndian, entry: -1}
}

// result returns the written bytes, or the first error.
func (w *writer) result() ([]byte, error) {
	if w.err != nil {
		return nil, w.err
	}
	return w.buf, nil
}

// fail records an error, unless there is one already.
func (w *writer) fail(code Code, what, field string, v versus) {
	if w.err != nil {
		return
	}
	w.err = &Error{
		Code:     code,
		Image:    w.image,
		Entry:    w.entry,
		Offset:   -1,
		Path:     pathText(w.path, field),
		Expected: v.expected,
		Found:    v.found,
		what:     what,
	}
	if r := w.source; r != nil && r.err == nil {
		w.err.Offset = int64(r.pos)
		r.err, r.pos = w.err, failed
	}
}

// missing reports an absent required field.
func (w *writer) missing(field string) {
	w.fail(CodeMissingField, "a required field is missing", field, versus{})
}

// varint writes a tag and a number. Tag 0 is not written: then the number is an
// element of a packed list.
func (w *writer) varint(tag uint32, value uint64) {
	if tag-1 < 0x7f && value < 0x80 {
		w.buf = append(w.buf, byte(tag), byte(value))
		return
	}
	if tag != 0 {
		w.buf = appendVarint(w.buf, uint64(tag))
	}
	w.buf = appendVarint(w.buf, value)
}

func appendVarint(buf []byte, value uint64) []byte {
	for value > 0x7f {
		buf = append(buf, byte(value)|0x80)
		value >>= 7
	}
	return append(buf, byte(value))
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
		w.buf = appendVarint(w.buf, uint64(tag))
	}
}

func (w *writer) fixed32(tag uint32, value uint32) {
	w.tag(tag)
	w.buf = binary.LittleEndian.AppendUint32(w.buf, value)
}

func (w *writer) fixed64(tag uint32, value uint64) {
	w.tag(tag)
	w.buf = binary.LittleEndian.AppendUint64(w.buf, value)
}

func (w *writer) sfixed32(tag uint32, value int32) { w.fixed32(tag, uint32(value)) }
func (w *writer) sfixed64(tag uint32, value int64) { w.fixed64(tag, uint64(value)) }
func (w *writer) float(tag uint32, value float32)  { w.fixed32(tag, math.Float32bits(value)) }
func (w *writer) double(tag uint32, value float64) { w.fixed64(tag, math.Float64bits(value)) }

func (w *writer) string(tag uint32, value string) {
	w.varint(tag, uint64(len(value)))
	w.buf = append(w.buf, value...)
}

func (w *writer) bytes(tag uint32, value []byte) {
	w.varint(tag, uint64(len(value)))
	w.buf = append(w.buf, value...)
}

// begin begins a nested message, or a packed list: it writes the tag, and
// reserves a length of one byte. end takes the returned position.
func (w *writer) begin(tag uint32) int {
	w.tag(tag)
	w.buf = append(w.buf, 0)
	return len(w.buf)
}

// end writes the length of the content since start, and moves the content if
// the length takes more than one byte.
func (w *writer) end(start int) {
	size := len(w.buf) - start
	if size < 0x80 {
		w.buf[start-1] = byte(size)
		return
	}
	var length [binary.MaxVarintLen64]byte
	width := binary.PutUvarint(length[:], uint64(size))
	w.buf = append(w.buf, length[1:width]...)
	copy(w.buf[start+width-1:], w.buf[start:start+size])
	copy(w.buf[start-1:], length[:width])
}

// push enters a field of a message.
func (w *writer) push(field string, index int) {
	if len(w.path) >= defaultDepth {
		w.fail(CodeTooDeep, "the messages nest too deep", field, versus{
			expected: fmt.Sprintf("at most %d levels", defaultDepth),
		})
	}
	w.path = append(w.path, step{field, index})
}

func (w *writer) pop() {
	w.path = w.path[:len(w.path)-1]
}

// writeMessage writes a nested message.
func writeMessage[T any, P message[T]](w *writer, tag uint32, m *T, field string, index int) {
	if m == nil {
		w.missing(field)
		return
	}
	w.push(field, index)
	// After an error nothing more is written: messages can contain themselves.
	if w.err == nil {
		start := w.begin(tag)
		P(m).encode(w)
		w.end(start)
	}
	w.pop()
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
