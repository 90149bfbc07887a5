package runtime

// Messages are printed straight from the wire. If a message turns out not to be
// canonical, it is printed again from its canonical form.

// level is a message that is being printed.
type level struct {
	*layout
	begin int
	// count is the number of properties printed so far, and required that of
	// required fields.
	count, required int
	// disordered tells that a field came out of order or more than once, so that
	// required may count a field twice.
	disordered bool
	next       int               // index of the field that is expected next
	last       uint64            // twice the number of the last field, plus one if it is unknown
	chosen     map[string]*field // the last field of each oneof
	list       *field            // the open list, and its elements so far
	elements   int
	unknown    []byte
}

// framed prints a framed message from its brace to its last property, and
// returns the number of properties and the data to keep beside them.
func (p *printer) framed(r *reader, end int, l *layout) (count int, k kept) {
	start, at := r.pos, len(p.buf)
	p.canonical = true
	p.put("{")
	count, unknown := p.fields(r, end, l)
	k.unknown = unknown
	if p.canonical || p.quiet || r.err != nil {
		return count, k
	}
	p.buf = p.buf[:at]
	k.wire = r.all[start:end]
	w := newWriter(r.image, LittleEndian)
	w.appendCanonical(l, k.wire, r.maxDepth)
	again := newReader(w.written(0), r.image, limitsOf([]ReadOption{MaxDepth(r.maxDepth)}))
	again.bigEndian = r.bigEndian
	p.put("{")
	count, k.unknown = p.fields(again, w.pos, l)
	return count, k
}

// fields prints the fields of a message, and returns the number of properties
// and the unknown fields.
func (p *printer) fields(r *reader, end int, l *layout) (int, []byte) {
	level := &level{layout: l, begin: r.pos}
	for r.pos < end {
		p.field(r, level)
	}
	r.closeAt(end, "")
	p.endList(level)
	if r.err != nil {
		return level.count, nil
	}
	if level.required < l.required() || level.disordered {
		if missing := l.missing(r.data[level.begin:end]); missing != "" {
			r.fail(CodeMissingField, "a required field is missing", missing, versus{})
		}
	}
	if p.quiet {
		return level.count, nil
	}
	return level.count, level.unknown
}

// required counts the required fields.
func (l *layout) required() int {
	n := 0
	for i := range l.fields {
		if l.fields[i].label == required {
			n++
		}
	}
	return n
}

// missing returns the first required field that a message does not have.
func (l *layout) missing(bytes []byte) string {
	seen := make([]bool, len(l.fields))
	r := newReader(bytes, l.name, limitsOf(nil))
	for r.more() {
		tag := r.next()
		for i := range l.fields {
			if l.fields[i].tag() == tag {
				seen[i] = true
			}
		}
	}
	for i := range l.fields {
		if l.fields[i].label == required && !seen[i] {
			return l.fields[i].name
		}
	}
	return ""
}

func (p *printer) field(r *reader, level *level) {
	start := r.pos
	tag := p.word(r, "")
	if r.err != nil {
		return
	}
	f := level.find(tag)
	place := 2 * uint64(tag>>3)
	if f == nil {
		place++
	}
	if place <= level.last && (place < level.last || f != nil && f.label != repeated) {
		// The field is out of order, or a duplicate.
		p.canonical = false
		level.disordered = true
	}
	level.last = place
	switch {
	case f == nil:
		r.skip(tag, start)
		if r.err == nil {
			level.unknown = append(level.unknown, r.data[start:r.pos]...)
		}
	case f.label == repeated:
		p.inList(r, f, level, tag)
	default:
		p.alone(r, f, level)
	}
}

// find returns the field of a tag. Fields usually come in order, with some
// absent.
func (l *level) find(tag uint32) *field {
	next := l.next
	for next < len(l.fields) && l.fields[next].tag() < tag {
		next++
	}
	if next < len(l.fields) && l.fields[next].tag() == tag {
		l.next = next
		return &l.fields[next]
	}
	f := l.byNumber(tag >> 3)
	if f != nil && (f.tag() == tag || f.isPacked(tag)) {
		return f
	}
	return nil
}

func (p *printer) alone(r *reader, f *field, level *level) {
	p.endList(level)
	if f.label == required {
		level.required++
	}
	if f.oneof != "" {
		level.choose(p, f)
	}
	p.name(f.name, level.count)
	level.count++
	if f.kind == kindMessage {
		p.nested(r, f, -1)
		return
	}
	p.value(r, f)
}

// choose notes the field of a oneof; the canonical form has only the last one.
func (l *level) choose(p *printer, f *field) {
	if l.chosen == nil {
		l.chosen = map[string]*field{}
	}
	first := l.chosen[f.oneof]
	p.require(first == nil || first == f)
	l.chosen[f.oneof] = f
}

func (p *printer) inList(r *reader, f *field, level *level, tag uint32) {
	packed := f.isPacked(tag)
	p.require(packed == f.packed)
	if level.list != f {
		p.endList(level)
		p.name(f.name, level.count)
		level.count++
		p.put("[")
		level.list, level.elements = f, 0
	}
	if !packed {
		p.element(r, level)
		return
	}
	size := p.size(r, f.name)
	p.require(size > 0)
	end := r.pos + size
	for r.pos < end {
		p.element(r, level)
	}
	r.closeAt(end, f.name)
}

func (p *printer) element(r *reader, level *level) {
	index := level.elements
	p.before(index)
	level.elements++
	if level.list.kind == kindMessage {
		p.nested(r, level.list, index)
		return
	}
	p.value(r, level.list)
}

func (p *printer) endList(level *level) {
	if level.list != nil {
		p.put("]")
		level.list = nil
	}
}

// nested prints a nested message.
func (p *printer) nested(r *reader, f *field, index int) {
	size := p.size(r, f.name)
	r.down()
	if r.err == nil {
		p.put("{")
		count, unknown := p.fields(r, r.pos+size, f.inner())
		p.endMessage(kept{unknown: unknown}, count)
	}
	r.leave(f.name, index)
}
