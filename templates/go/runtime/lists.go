package runtime

import "encoding/binary"

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
	end := r.enter(field, -1)
	if into == nil {
		into = new(T)
	}
	P(into).decode(r, end)
	r.leave()
	return into
}

// readMessages reads the nested message whose tag was just read, and all
// adjacent ones with the same tag, up to the end of the message around them.
func readMessages[T any, P message[T]](r *reader, list []*T, field string, tag uint32, end int) []*T {
	n := r.adjacent(tag, end)
	if list == nil {
		list = make([]*T, 0, n)
	}
	batch := make([]T, min(n, mostInBatch))
	for {
		one := &batch[0]
		P(one).decode(r, r.enter(field, len(list)))
		r.leave()
		list = append(list, one)
		batch = batch[1:]
		if n--; n == 0 || r.err != nil {
			return list
		}
		if len(batch) == 0 {
			batch = make([]T, min(n, mostInBatch))
		}
		r.tag()
	}
}

// adjacent counts the fields with the tag that was just read, up to a field with
// another tag, or the end of the message. It is at least 1.
func (r *reader) adjacent(tag uint32, end int) int {
	n := 1
	if r.pos >= end {
		return n
	}
	for left := r.data[r.pos:end]; ; n++ {
		size, ok := valueSize(left, tag)
		if !ok {
			return n
		}
		left = left[size:]
		next, width := binary.Uvarint(left)
		if width <= 0 || uint32(next) != tag {
			return n
		}
		left = left[width:]
	}
}

// valueSize returns the size of the value that the bytes begin with, if it is
// whole.
func valueSize(bytes []byte, tag uint32) (int, bool) {
	switch tag & 7 {
	case wireFixed32:
		return 4, len(bytes) >= 4
	case wireFixed64:
		return 8, len(bytes) >= 8
	}
	value, width := binary.Uvarint(bytes)
	if width <= 0 || tag&7 == wireVarint {
		return width, width > 0
	}
	return width + int(value), value <= uint64(len(bytes)-width)
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
