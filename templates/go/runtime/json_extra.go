package runtime

// Extras, from an image to CRIU's JSON.

// record prints a framed message and its extra as one object.
func (p *printer) record(r *reader, end int, l *layout, extra *extraLayout) {
	o := owner{l, r.all[r.pos:end]}
	count, k := p.framed(r, end, l)
	if extra != nil && r.err == nil && o.hasExtra(extra) {
		p.name("extra", count)
		count++
		var pads pads
		p.extra(r, o, extra, &pads)
		k.padding = pads.bytes
	}
	p.endMessage(k, count)
}

// extra prints the extra of a message.
func (p *printer) extra(r *reader, o owner, extra *extraLayout, pads *pads) {
	switch {
	case !extra.named:
		p.part(r, o, &extra.parts[0], pads)
	case extra.joined:
		var all []byte
		for i := range extra.parts {
			part := &extra.parts[i]
			all = append(all, r.run(o.lengthOf(part), part.length, max(part.pad, 1), pads)...)
		}
		p.data(all)
	default:
		p.named(r, o, extra.parts, pads)
	}
}

func (p *printer) named(r *reader, o owner, parts []partLayout, pads *pads) {
	p.put("{")
	count := 0
	for i := range parts {
		if part := &parts[i]; o.holds(part.when) {
			p.name(part.name, count)
			count++
			p.part(r, o, part, pads)
		}
	}
	p.put("}")
}

func (p *printer) part(r *reader, o owner, part *partLayout, pads *pads) {
	switch {
	case part.messages != nil:
		p.messages(r, o, part)
	case part.width == 1:
		p.data(r.run(o.lengthOf(part), part.length, max(part.pad, 1), pads))
	default:
		p.integers(r, r.take(o.lengthOf(part), part.width, part.length, max(part.pad, 1), pads), part.width)
	}
}

func (p *printer) integers(r *reader, bytes []byte, width int64) {
	p.put("[")
	for i := 0; len(bytes) > 0 && !p.quiet; i++ {
		p.before(i)
		switch width {
		case 2:
			p.uint(uint64(r.order().Uint16(bytes)))
		case 4:
			p.uint(uint64(r.order().Uint32(bytes)))
		default:
			p.uint(r.order().Uint64(bytes))
		}
		bytes = bytes[width:]
	}
	p.put("]")
}

// messages prints an array of messages. Each extra is an element of its own
// after its message.
func (p *printer) messages(r *reader, o owner, part *partLayout) {
	l := part.messages()
	p.put("[")
	count := 0
	for i := range r.count(o.lengthOf(part), "extra") {
		if r.err != nil {
			break
		}
		r.level++
		count += p.one(r, l, part.extra, count)
		r.leave("extra", int(i))
	}
	p.put("]")
}

// one prints element index of an array of messages, and its extra as the next
// element; it returns the number of elements.
func (p *printer) one(r *reader, l *layout, extra *extraLayout, index int) int {
	end := r.frame()
	if r.err != nil {
		return 0
	}
	inner := owner{l, r.all[r.pos:end]}
	p.before(index)
	count, k := p.framed(r, end, l)
	if r.err != nil || extra == nil || !inner.hasExtra(extra) {
		p.endMessage(k, count)
		return 1
	}
	// The pads are kept in the message, and it prints before its extra: so the
	// extra is read twice.
	start, quiet := r.pos, p.quiet
	var pads, again pads
	p.quiet = true
	p.extra(r, inner, extra, &pads)
	p.quiet = quiet
	if r.err == nil {
		r.pos = start
	}
	k.padding = pads.bytes
	p.endMessage(k, count)
	p.before(index + 1)
	p.extra(r, inner, extra, &again)
	return 2
}
