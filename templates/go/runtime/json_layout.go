package runtime

import (
	"cmp"
	"slices"
)

// Layouts are the rows of the table and their messages as data. CRIU's JSON
// treats all messages alike, and needs them; the decoders and encoders do not.

// kind is the type of a field's values.
type kind uint8

const (
	kindDouble kind = iota
	kindFloat
	kindInt32
	kindInt64
	kindUint32
	kindUint64
	kindSint32
	kindSint64
	kindFixed32
	kindFixed64
	kindSfixed32
	kindSfixed64
	kindBool
	kindString
	kindBytes
	kindEnum
	kindMessage
)

// label tells how often a field occurs.
type label uint8

const (
	optional label = iota
	required
	repeated
)

// field is a field in the layout of a message.
type field struct {
	number uint32
	name   string
	kind   kind
	label  label
	// packed tells that a list is written packed.
	packed bool
	// oneof is the name of the oneof that has the field, or empty.
	oneof string
	// enum has the values of an enum.
	enum []enumValue
	// message returns the layout of a nested message.
	message func() *layout
	// otherwise is the default of an integer or, as 0 or 1, of a boolean.
	otherwise int64
	// quoted tells that bytes are shown as quoted-printable.
	quoted bool

	nested *layout // result of message
}

// layout is a message and its fields, in the order of their numbers.
type layout struct {
	name   string
	fields []field
}

// imageLayout is the layout of an image.
type imageLayout struct {
	image string
	*descriptor
	// alias is the image that owns the magic: its name is the magic in JSON.
	alias string
	// differs tells that the owner has another layout.
	differs               bool
	first, entries        func() *layout
	entriesWhen, restWhen *condition
	extra                 *extraLayout
	rest                  bool
}

// condition is true if the boolean field has the value is.
type condition struct {
	field string
	is    bool
}

// extraLayout is an extra: one part, or several named parts, which JSON may
// join.
type extraLayout struct {
	named, joined bool
	parts         []partLayout
}

// partLayout is a part of integers of width bytes, or of framed messages, each
// with its extra. The field length of the message before it has their number.
type partLayout struct {
	name     string
	width    int64
	pad      int64
	length   string
	when     *condition
	messages func() *layout
	extra    *extraLayout
}

// wire returns the wire type of one value.
func (f *field) wire() uint32 {
	switch f.kind {
	case kindString, kindBytes, kindMessage:
		return wireBytes
	case kindDouble, kindFixed64, kindSfixed64:
		return wireFixed64
	case kindFloat, kindFixed32, kindSfixed32:
		return wireFixed32
	}
	return wireVarint
}

func (f *field) tag() uint32       { return f.number<<3 | f.wire() }
func (f *field) packedTag() uint32 { return f.number<<3 | wireBytes }

// isPacked tells whether a tag is that of the field as a packed list.
func (f *field) isPacked(tag uint32) bool {
	return f.label == repeated && f.wire() != wireBytes && tag == f.packedTag()
}

// inner returns the layout of the nested message.
func (f *field) inner() *layout {
	if f.nested == nil {
		f.nested = f.message()
	}
	return f.nested
}

// byNumber returns the field with a number, or nil.
func (l *layout) byNumber(number uint32) *field {
	at, ok := slices.BinarySearchFunc(l.fields, number, func(f field, number uint32) int {
		return cmp.Compare(f.number, number)
	})
	if !ok {
		return nil
	}
	return &l.fields[at]
}

// byName returns the field with a name, or nil.
func (l *layout) byName(name string) *field {
	for i := range l.fields {
		if l.fields[i].name == name {
			return &l.fields[i]
		}
	}
	return nil
}

// numberIn returns the number in a field of a message, or its default if the
// field is absent.
func (l *layout) numberIn(bytes []byte, name string) int64 {
	f := l.byName(name)
	if f == nil {
		return 0
	}
	value := f.otherwise
	r := newReader(bytes, l.name, limitsOf(nil))
	for r.more() {
		start := r.pos
		tag := r.tag()
		if tag == f.tag() {
			value = f.read(r)
		} else if r.err == nil {
			r.skip(tag, start)
		}
	}
	return value
}

// read reads an integer or a boolean.
func (f *field) read(r *reader) int64 {
	switch f.kind {
	case kindInt32:
		return int64(r.int32(f.name))
	case kindInt64:
		return r.int64(f.name)
	case kindUint32:
		return int64(r.uint32(f.name))
	case kindUint64:
		return sizeOf(r.uint64(f.name))
	case kindSint32:
		return int64(r.sint32(f.name))
	case kindSint64:
		return r.sint64(f.name)
	case kindFixed32:
		return int64(r.fixed32(f.name))
	case kindFixed64:
		return sizeOf(r.fixed64(f.name))
	case kindSfixed32:
		return int64(r.sfixed32(f.name))
	case kindSfixed64:
		return r.sfixed64(f.name)
	case kindBool:
		if r.bool(f.name) {
			return 1
		}
		return 0
	}
	r.skip(f.tag(), r.pos)
	return 0
}

// owner is a message whose fields tell the lengths and conditions of the parts
// after it.
type owner struct {
	*layout
	bytes []byte
}

// lengthOf returns the length of a part, or the number of its messages.
func (o owner) lengthOf(part *partLayout) int64 {
	return o.numberIn(o.bytes, part.length)
}

// holds evaluates a condition; an absent one is true.
func (o owner) holds(when *condition) bool {
	return when == nil || (o.numberIn(o.bytes, when.field) == 1) == when.is
}

// hasExtra tells whether the message has an extra; one with named parts is
// always there.
func (o owner) hasExtra(extra *extraLayout) bool {
	return extra.named || o.holds(extra.parts[0].when)
}
