package runtime

// readMany reads framed messages, each with its extra.
func readMany[T any, P message[T]](r *reader, count int64, field string) []*T {
	list := []*T{}
	for i := range r.count(count, field) {
		if r.err != nil {
			break
		}
		r.level++
		one := new(T)
		P(one).decode(r, r.frame())
		r.leave(field, int(i))
		list = append(list, one)
	}
	return list
}

// writeMany writes the framed messages of an extra.
func writeMany[T any, P message[T]](w *writer, list []*T, count int64, field, path string) {
	if !w.checkLength(len(list), count, field, path) {
		return
	}
	for i, m := range list {
		w.level++
		writeFramed[T, P](w, m)
		w.leave(path, i)
	}
}

// writeManyExtended writes the framed messages of an extra, each with its own
// extra.
func writeManyExtended[T any, P extended[T]](w *writer, list []*T, count int64, field, path string) {
	if !w.checkLength(len(list), count, field, path) {
		return
	}
	for i, m := range list {
		w.level++
		writeFramed[T, P](w, m)
		if w.err == nil {
			P(m).encodeExtra(w)
		}
		w.leave(path, i)
	}
}
