package runtime

import (
	"encoding/binary"
	"slices"
)

// message is a pointer to a struct of a message.
type message[T any] interface {
	*T
	decode(r *reader, end int)
	encode(w *writer)
}

// mostInBatch is the largest number of messages in an allocation.
const mostInBatch = 256

// readMessage reads a nested message. A second occurrence is merged into the
// first, as protobuf specifies.
func readMessage[T any, P message[T]](r *reader, into *T, field string) *T {
	end := r.enter(field)
	if into == nil {
		into = new(T)
	}
	P(into).decode(r, end)
	r.leave(field, -1)
	return into
}

// readAbsent checks that a message can be absent from an entry of a map, where it
// counts as one without fields: that lacks its required ones.
func readAbsent[T any, P message[T]](r *reader, field string) {
	if r.err == nil {
		r.level++
		P(new(T)).decode(r, r.pos)
		r.leave(field, -1)
	}
}

// readMessages reads the nested message whose tag was just read, and all
// adjacent ones with the same tag, up to the end of the message around them.
func readMessages[T any, P message[T]](r *reader, list []*T, field string, tag uint32, end int) []*T {
	n := r.adjacent(tag, end)
	list = grow(list, n)
	var batch []T
	for more := true; more; more = r.again(tag, end) {
		if len(batch) == 0 {
			batch = make([]T, min(max(n, 1), mostInBatch))
		}
		P(&batch[0]).decode(r, r.enter(field))
		r.leave(field, len(list))
		list = append(list, &batch[0])
		batch = batch[1:]
		n--
	}
	return list
}

// grow makes room for n more elements.
func grow[E any](list []E, n int) []E {
	if list == nil {
		return make([]E, 0, n)
	}
	return slices.Grow(list, n)
}

// again reads the next tag, if it is the same.
func (r *reader) again(tag uint32, end int) bool {
	if r.pos >= end {
		return false
	}
	size := tagSize(r.data[r.pos:end], tag)
	r.pos += size
	return size > 0
}

// againByte does the same for a tag of one byte.
func (r *reader) againByte(tag byte, end int) bool {
	if r.pos >= end || r.data[r.pos] != tag {
		return false
	}
	r.pos++
	return true
}

// tagSize returns the size of a tag that the bytes begin with, or 0 if they begin
// with another one.
func tagSize(bytes []byte, tag uint32) int {
	for i, b := range bytes {
		switch {
		case tag < 0x80 && b == byte(tag):
			return i + 1
		case tag < 0x80 || b != byte(tag)|0x80:
			return 0
		}
		tag >>= 7
	}
	return 0
}

// adjacent counts the fields with the tag that was just read, up to a field with
// another tag, or the end of the message. It is at least 1.
func (r *reader) adjacent(tag uint32, end int) int {
	if r.pos >= end {
		return 1
	}
	left := r.data[r.pos:end]
	if tag < 0x80 && tag&7 == wireVarint {
		return adjacentVarints(left, byte(tag))
	}
	for n := 1; ; n++ {
		value := valueSize(left, tag)
		if value < 0 {
			return n
		}
		size := tagSize(left[value:], tag)
		if size == 0 {
			return n
		}
		left = left[value+size:]
	}
}

// adjacentVarints counts numbers, each but the first after a tag of one byte.
func adjacentVarints(bytes []byte, tag byte) int {
	for n, i := 1, 0; ; n++ {
		for i < len(bytes) && bytes[i] >= 0x80 {
			i++
		}
		i++
		if i >= len(bytes) || bytes[i] != tag {
			return n
		}
		i++
	}
}

// valueSize returns the size of the value that the bytes begin with, or -1 if
// they end before it does.
func valueSize(bytes []byte, tag uint32) int {
	size := 0
	switch tag & 7 {
	case wireFixed32:
		size = 4
	case wireFixed64:
		size = 8
	case wireVarint:
		for size < len(bytes) && bytes[size] >= 0x80 {
			size++
		}
		size++
	default:
		length, width := binary.Uvarint(bytes)
		if width <= 0 || length > uint64(len(bytes)) {
			return -1
		}
		size = width + int(length)
	}
	if size > len(bytes) {
		return -1
	}
	return size
}

// readPacked reads the elements of a packed list.
func readPacked[E any](r *reader, list []E, field string, read func(r *reader, field string) E) []E {
	length := r.length(field)
	end := r.pos + length
	for r.pos < end {
		list = append(list, read(r, field))
	}
	r.closeAt(end, field)
	return list
}
