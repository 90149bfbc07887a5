package criuimages_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"runtime"
	"testing"

	criuimages "example.org/criuimages"
)

// seeds adds the small images of the vectors, by their file names.
func seeds(f *testing.F, add func(v *vector)) {
	for _, name := range []string{"images", "corpus", "encodings"} {
		vectors, err := vectorsOf(filepath.Join(folder(f, "VECTORS"), name+".jsonl"))
		if err != nil {
			f.Fatal(err)
		}
		for i := range vectors {
			if len(vectors[i].Bytes) < 2000 {
				add(&vectors[i])
			}
		}
	}
}

// FuzzDecode reads any bytes as any image. An error is one of this package; an
// image is written and read again, and both ways of reading agree.
func FuzzDecode(f *testing.F) {
	seeds(f, func(v *vector) { f.Add([]byte(v.Bytes), v.File) })
	f.Fuzz(func(t *testing.T, data []byte, file string) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		image, err := criuimages.DecodeAny(data, file)
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > 1<<20+200*uint64(len(data)) {
			t.Errorf("%d bytes take %d bytes of memory", len(data), got)
		}
		if err != nil {
			isOwn(t, err)
			checkSame(t, data, file, err)
			return
		}
		checkSame(t, data, file, nil)
		encoded, err := criuimages.Encode(image)
		if err != nil {
			t.Fatal(err)
		}
		again, err := criuimages.DecodeAny(encoded, file)
		if err != nil {
			t.Fatal(err)
		}
		if twice, err := criuimages.Encode(again); err != nil || !bytes.Equal(twice, encoded) {
			t.Errorf("encoding again gives %x, %v, want %x", twice, err, encoded)
		}
	})
}

// checkSame compares objects, streams and JSON: all refuse the same images at
// the same place.
func checkSame(t *testing.T, data []byte, file string, want error) {
	name, err := criuimages.ImageOf(data, file)
	if err != nil {
		return
	}
	same(t, "streaming", streamAll(name, bytes.NewReader(data)), want)
	text, err := criuimages.ImageToJSON(data, file)
	if isRaw(err) {
		return
	}
	same(t, "JSON", err, want)
	if err != nil {
		return
	}
	if back, err := criuimages.JSONToImage(text); err != nil || !bytes.Equal(back, data) {
		t.Errorf("JSON gives %x, %v, want %x", back, err, data)
	}
}

// same compares errors, except for the names of fields in maps.
func same(t *testing.T, what string, got, want error) {
	var a, b *criuimages.Error
	if errors.As(got, &a) != errors.As(want, &b) || a != nil && (a.Code != b.Code || a.Offset != b.Offset) {
		t.Errorf("%s gives %v, want %v", what, got, want)
	}
}

func isOwn(t *testing.T, err error) {
	if codeOf(err) == "" {
		t.Errorf("%v is no error of this package", err)
	}
}

// FuzzJSON reads any text as the JSON of an image.
func FuzzJSON(f *testing.F) {
	seeds(f, func(v *vector) { f.Add([]byte(v.JSON)) })
	f.Fuzz(func(t *testing.T, text []byte) {
		data, err := criuimages.JSONToImage(text)
		if err != nil {
			isOwn(t, err)
			return
		}
		image, err := criuimages.FromJSON(text)
		if err != nil {
			t.Fatal(err)
		}
		again, err := criuimages.ToJSON(image)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := criuimages.JSONToImage(again); err != nil {
			t.Errorf("%x: %v", data, err)
		}
	})
}

// FuzzNames parses any file name; a name that is an image's opens as one.
func FuzzNames(f *testing.F) {
	f.Add("core-1.img")
	f.Fuzz(func(t *testing.T, name string) {
		if id, ok := criuimages.ParseCoreImageName(name); ok && criuimages.CoreImageName(id) != name {
			t.Errorf("%q gives %d", name, id)
		}
		if id, ok := criuimages.ParseShmemPagemapImageName(name); ok && criuimages.ShmemPagemapImageName(id) != name {
			t.Errorf("%q gives %d", name, id)
		}
	})
}
