package runtime

import (
	"bytes"
	"math"
)

// UnknownFields are the fields of a message that the schema does not know. They
// are written back at their places.
type UnknownFields struct {
	Runs []UnknownRun
}

// UnknownRun holds adjacent unknown fields.
type UnknownRun struct {
	// After is the number of the field before them, or 0 at the start of the
	// message.
	After uint32
	// Bytes holds tags and values, as they are in the image.
	Bytes []byte

	end int // position after them in the image
}

// weightOfUnknown is the memory of a run of unknown fields, in bytes.
const weightOfUnknown = 104

// unknown keeps the unknown field whose tag was just read at start, after a
// field with the tag previous.
func (r *reader) unknown(kept *UnknownFields, tag uint32, start int, previous uint32) *UnknownFields {
	if r.err != nil {
		return kept
	}
	r.skip(tag, start)
	if r.err != nil {
		return kept
	}
	if kept == nil {
		kept = new(UnknownFields)
	}
	if last := len(kept.Runs) - 1; last >= 0 && kept.Runs[last].end == start {
		run := &kept.Runs[last]
		run.Bytes, run.end = r.data[start-len(run.Bytes):r.pos:r.pos], r.pos
		return kept
	}
	r.spend(weightOfUnknown)
	if r.err == nil {
		run := UnknownRun{After: previous >> 3, Bytes: r.data[start:r.pos:r.pos], end: r.pos}
		kept.Runs = append(kept.Runs, run)
	}
	return kept
}

// unknown inserts unknown fields among the known ones of the message that was
// written since start.
func (w *writer) unknown(start int, fields []UnknownRun) {
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
func (w *writer) checkUnknown(run UnknownRun) {
	r := newReader(run.Bytes, w.image, limitsOf(nil))
	for r.more() {
		r.next()
	}
	if r.err != nil {
		w.fail(CodeBadValue, "the field cannot hold this", "Unknown", versus{expected: "whole fields"})
	}
}
