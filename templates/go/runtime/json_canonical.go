package runtime

import (
	"math"
	"slices"
)

// The same content has many encodings: fields in another order, varints longer
// than needed, lists packed or not, a message in several pieces. The canonical
// encoding is the one that CRIU writes.

// wireField is a field of a message as it is on the wire.
type wireField struct {
	field             *field // nil if the layout does not have the number
	tag               uint32
	start, value, end int
}

// isValue tells whether the tag is one that the field's type can have, packed or
// not.
func (f wireField) isValue() bool {
	return f.field != nil && (f.tag == f.field.tag() || f.field.isPacked(f.tag))
}

// rank sorts fields by number; those of the wrong type come after the values of
// a field.
func (f wireField) rank() uint64 {
	rank := 2 * uint64(f.tag>>3)
	if f.field != nil && !f.isValue() {
		rank++
	}
	return rank
}

// appendCanonical appends the canonical encoding of a message: fields in the
// order of their numbers, unknown fields after the known field of the same
// number, varints as short as possible, and of the fields of a oneof the last
// one. levels is the number of messages that
// may nest in it.
func (w *writer) appendCanonical(l *layout, bytes []byte, levels int) {
	if levels < 0 {
		w.fail(CodeTooDeep, "the messages nest too deep", "", versus{})
		return
	}
	fields := withoutDisplaced(w.fieldsOf(l, bytes))
	slices.SortStableFunc(fields, func(a, b wireField) int { return int(int64(a.rank()) - int64(b.rank())) })
	for len(fields) > 0 && w.err == nil {
		n := 1
		if one := fields[0]; one.isValue() {
			for n < len(fields) && fields[n].rank() == one.rank() {
				n++
			}
			w.appendField(one.field, bytes, fields[:n], levels)
		} else {
			w.put(bytes[one.start:one.end])
		}
		fields = fields[n:]
	}
}

// withoutDisplaced drops the fields of oneofs that a later field of the oneof
// displaces.
func withoutDisplaced(fields []wireField) []wireField {
	var chosen map[string]*field // of each oneof, from the end of the message on
	last := len(fields)
	for i := last - 1; i >= 0; i-- {
		f := fields[i]
		if f.isValue() && f.field.oneof != "" {
			if chosen == nil {
				chosen = map[string]*field{}
			}
			if winner := chosen[f.field.oneof]; winner == nil {
				chosen[f.field.oneof] = f.field
			} else if winner != f.field {
				chosen[f.field.oneof] = &field{} // everything before it is displaced
				continue
			}
		}
		last--
		fields[last] = f
	}
	return fields[last:]
}

// fieldsOf lists the fields of a message.
func (w *writer) fieldsOf(l *layout, bytes []byte) []wireField {
	r := newReader(bytes, w.image, limitsOf(nil))
	var fields []wireField
	for r.more() {
		f := wireField{start: r.pos}
		f.tag = r.tag()
		f.value = r.pos
		if r.err == nil {
			r.skip(f.tag, f.start)
		}
		f.end = r.pos
		f.field = l.byNumber(f.tag >> 3)
		fields = append(fields, f)
	}
	if r.err != nil {
		w.adopt(r.err)
		return nil
	}
	return fields
}

// adopt takes over the error of a reader.
func (w *writer) adopt(problem *Error) {
	w.fail(problem.Code, problem.what, problem.Path, versus{problem.Expected, problem.Found})
}

// appendField appends all values of a field.
func (w *writer) appendField(f *field, bytes []byte, fields []wireField, levels int) {
	if f.kind == kindMessage {
		w.appendNested(f, bytes, fields, levels)
		return
	}
	if f.label != repeated {
		last := fields[len(fields)-1]
		w.appendValues(f, f.tag(), bytes[last.value:last.end])
		return
	}
	tag, start, list := f.tag(), 0, w.pos
	if f.packed {
		tag, start = 0, w.begin(f.packedTag())
	}
	for _, one := range fields {
		if one.tag == f.tag() {
			w.appendValues(f, tag, bytes[one.value:one.end])
			continue
		}
		r := newReader(bytes[one.value:one.end], w.image, limitsOf(nil))
		r.length(f.name)
		w.appendValues(f, tag, r.data[min(r.pos, len(r.data)):])
	}
	switch {
	case f.packed && w.pos == start:
		w.pos = list
	case f.packed:
		w.end(start)
	}
}

// appendValues copies values of a field, each with a tag before it; tag 0 is not
// written.
func (w *writer) appendValues(f *field, tag uint32, bytes []byte) {
	r := newReader(bytes, w.image, limitsOf(nil))
	for r.more() {
		w.copyValue(r, f, tag)
	}
	if r.err != nil {
		w.adopt(r.err)
	}
}

func (w *writer) copyValue(r *reader, f *field, tag uint32) {
	switch f.kind {
	case kindDouble:
		w.double(tag, sameNaN(r.double(f.name)))
	case kindFloat:
		w.float(tag, float32(sameNaN(float64(r.float(f.name)))))
	case kindInt32, kindEnum:
		w.int32(tag, r.int32(f.name))
	case kindInt64:
		w.int64(tag, r.int64(f.name))
	case kindUint32:
		w.uint32(tag, r.uint32(f.name))
	case kindUint64:
		w.uint64(tag, r.uint64(f.name))
	case kindSint32:
		w.sint32(tag, r.sint32(f.name))
	case kindSint64:
		w.sint64(tag, r.sint64(f.name))
	case kindFixed32:
		w.fixed32(tag, r.fixed32(f.name))
	case kindFixed64:
		w.fixed64(tag, r.fixed64(f.name))
	case kindSfixed32:
		w.sfixed32(tag, r.sfixed32(f.name))
	case kindSfixed64:
		w.sfixed64(tag, r.sfixed64(f.name))
	case kindBool:
		w.bool(tag, r.bool(f.name))
	default:
		w.bytes(tag, r.bytes(f.name))
	}
}

// sameNaN returns the one form of NaN that is written.
func sameNaN(value float64) float64 {
	if math.IsNaN(value) {
		return math.Float64frombits(0x7ff8000000000000)
	}
	return value
}

// appendNested appends nested messages. Several occurrences of a field that is
// not repeated are pieces of one message.
func (w *writer) appendNested(f *field, bytes []byte, fields []wireField, levels int) {
	var whole []byte
	for _, one := range fields {
		r := newReader(bytes[one.value:one.end], w.image, limitsOf(nil))
		content := r.bytes(f.name)
		if f.label == repeated {
			w.appendMessage(f, content, levels)
		} else {
			whole = append(whole, content...)
		}
	}
	if f.label != repeated {
		w.appendMessage(f, whole, levels)
	}
}

func (w *writer) appendMessage(f *field, bytes []byte, levels int) {
	start := w.begin(f.tag())
	w.appendCanonical(f.inner(), bytes, levels-1)
	w.end(start)
}
