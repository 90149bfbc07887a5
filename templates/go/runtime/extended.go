package runtime

// extended is a pointer to a message with an extra.
type extended[T any] interface {
	message[T]
	encodeExtra(w *writer)
}

// writeExtended writes entries with extras: frame, message and extra.
func writeExtended[T any, P extended[T]](w *writer, entries []*T) {
	for _, entry := range entries {
		w.entry++
		writeFramed[T, P](w, entry)
		if w.err == nil {
			P(entry).encodeExtra(w)
		}
	}
}
