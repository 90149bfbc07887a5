package runtime

// printImage prints an image as CRIU's JSON.
func printImage(l *imageLayout, data []byte, options []ReadOption) ([]byte, error) {
	if l.magic == 0 {
		return nil, rawImage(l.image)
	}
	p := new(printer)
	r := newReader(data, l.image, limitsOf(options))
	framing := r.framing(l.descriptor)
	p.head(l, framing)
	follows, count := p.first(r, l)
	for r.more() {
		p.before(count)
		at := len(p.buf)
		if !follows.entries {
			r.noEntries()
			break
		}
		r.entry++
		end := r.frame()
		if r.err == nil {
			p.record(r, end, l.entries(), l.extra)
		}
		if r.err != nil {
			r.passOver()
			p.buf = p.buf[:at-min(2, 2*count)]
			break
		}
		count++
	}
	if r.err != nil {
		return nil, r.err
	}
	p.put("]}")
	return p.buf, nil
}

func rawImage(image string) *Error {
	return &Error{
		Code: CodeRawImage, Image: image, Entry: -1, Offset: -1,
		what: "CRIU puts no structure into this file: it has no JSON form",
	}
}

// head prints the properties before the entries, and their opening bracket.
func (p *printer) head(l *imageLayout, framing Framing) {
	p.put("{")
	p.name("magic", 0)
	p.put(`"` + l.magicName() + `"`)
	texts := [][2]string{}
	if l.differs {
		texts = append(texts, [2]string{"image", l.image})
	}
	if framing.Version == Version10 {
		texts = append(texts, [2]string{"version", framing.Version.String()})
	}
	if framing.ByteOrder == BigEndian {
		texts = append(texts, [2]string{"byteOrder", framing.ByteOrder.String()})
	}
	for i, text := range texts {
		if i == 0 {
			p.name(keptKey, 1)
			p.put("{")
		}
		p.name(text[0], i)
		p.put(`"` + text[1] + `"`)
	}
	if len(texts) > 0 {
		p.put("}")
	}
	p.name("entries", 1)
	p.put("[")
}

// first prints the first element: the first message, with the rest as its extra.
// It returns what may follow, and the number of elements.
func (p *printer) first(r *reader, l *imageLayout) (follows content, count int) {
	if l.first == nil {
		if !l.rest || r.err != nil {
			return content{entries: l.entries != nil}, 0
		}
		p.put("{")
		p.name("extra", 0)
		p.data(r.rest())
		p.put("}")
		return content{}, 1
	}
	if !r.more() {
		return content{}, 0
	}
	end := r.frame()
	if r.err != nil {
		return content{}, 0
	}
	o := owner{l.first(), r.all[r.pos:end]}
	properties, k := p.framed(r, end, o.layout)
	follows.rest = l.rest && o.holds(l.restWhen)
	follows.entries = !follows.rest && l.entries != nil && o.holds(l.entriesWhen)
	if k.unknown != nil || k.wire != nil {
		p.endMessage(k, properties)
		p.buf = p.buf[:len(p.buf)-1]
		properties++
	}
	if follows.rest {
		p.name("extra", properties)
		p.data(r.rest())
	}
	p.put("}")
	return follows, 1
}
