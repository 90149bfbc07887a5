package runtime

import (
	"bytes"
	"math"
)

// UnknownFields are adjacent fields that the schema does not know. They are
// written back at their place.
type UnknownFields struct {
	// After is the number of the field before them, or 0 at the start of the
	// message.
	After uint32
	// Bytes holds tags and values, as they are in the image.
	Bytes []byte

	end int // position after them in the image
}

// weightOfUnknown is the memory of a group of unknown fields, in bytes.
const weightOfUnknown = 80

// unknown keeps the unknown field whose tag was just read at start, after a
// field with the tag previous.
func (r *reader) unknown(kept []UnknownFields, tag uint32, start int, previous uint32) []UnknownFields {
	if r.err != nil {
		return kept
	}
	r.skip(tag, start)
	if r.err != nil {
		return kept
	}
	if last := len(kept) - 1; last >= 0 && kept[last].end == start {
		from := start - len(kept[last].Bytes)
		kept[last].Bytes, kept[last].end = r.data[from:r.pos:r.pos], r.pos
		return kept
	}
	r.spend(weightOfUnknown)
	if r.err != nil {
		return kept
	}
	return append(kept, UnknownFields{After: previous >> 3, Bytes: r.data[start:r.pos:r.pos], end: r.pos})
}

// unknown inserts unknown fields among the known ones of the message that was
// written since start.
func (w *writer) unknown(start int, fields []UnknownFields) {
	for _, run := range fields {
		w.checkUnknown(run)
	}
	if w.err != nil {
		return
	}
	known := bytes.Clone(w.written(start))
	r := newReader(known, w.image, limitsOf(nil))
	w.pos = start
	putBefore := func(number uint64) {
		for len(fields) > 0 && uint64(fields[0].After) < number {
			w.put(fields[0].Bytes)
			fields = fields[1:]
		}
	}
	for r.more() {
		from := r.pos
		tag := r.next()
		if r.err != nil {
			break
		}
		putBefore(uint64(tag >> 3))
		w.put(known[from:r.pos])
	}
	putBefore(math.MaxUint64)
}

// checkUnknown checks that unknown fields are whole; else the message could not
// be read again.
func (w *writer) checkUnknown(run UnknownFields) {
	r := newReader(run.Bytes, w.image, limitsOf(nil))
	for r.more() {
		r.next()
	}
	if r.err != nil {
		w.fail(CodeBadValue, "the field cannot hold this", "Unknown", versus{expected: "whole fields"})
	}
}
