package rsa

// der reads DER forward. After an error everything is empty.
//
// Source: ITU-T X.690
type der struct {
	rest []byte
	// broken tells that something was not what it should be.
	broken bool
	// foreign tells that the key is for another algorithm.
	foreign bool
}

// The tags of DER that keys are made of.
const (
	integerTag  = 0x02
	octetsTag   = 0x04
	nullTag     = 0x05
	nameTag     = 0x06
	sequenceTag = 0x30
)

// rsaEncryption is the name of the algorithm, 1.2.840.113549.1.1.1.
const rsaEncryption = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"

// element consumes an element and returns its content.
func (d *der) element(tag byte) []byte {
	size, rest, ok := d.header(tag)
	if d.broken || !ok || size > len(rest) {
		d.broken, d.rest = true, nil
		return nil
	}
	d.rest = rest[size:]
	return rest[:size]
}

// header reads the tag and the length of an element, which must be written in
// as few bytes as can be.
func (d *der) header(tag byte) (size int, rest []byte, ok bool) {
	if len(d.rest) < 2 || d.rest[0] != tag {
		return 0, nil, false
	}
	first, rest := d.rest[1], d.rest[2:]
	if first < 0x80 {
		return int(first), rest, true
	}
	n := int(first & 0x7f)
	if n == 0 || n > 3 || n > len(rest) || rest[0] == 0 {
		return 0, nil, false
	}
	for _, b := range rest[:n] {
		size = size<<8 | int(b)
	}
	return size, rest[n:], size >= 0x80
}

// number consumes an integer that is not negative.
func (d *der) number() nat {
	b := d.element(integerTag)
	switch {
	case len(b) == 0 || b[0] >= 0x80 || len(b) > 1 && b[0] == 0 && b[1] < 0x80:
		d.broken = true
		return nil
	case b[0] == 0:
		b = b[1:]
	}
	return natOf(b)
}

// inside returns a reader of an element.
func (d *der) inside(tag byte) der { return der{rest: d.element(tag), broken: d.broken} }

// end tells that nothing may follow.
func (d *der) end() { d.broken = d.broken || len(d.rest) > 0 }

// pkcs8 reads the envelope that says which algorithm a key is for. What may
// follow the key in it is not read.
func (d *der) pkcs8() der {
	envelope := d.inside(sequenceTag)
	d.end()
	version := envelope.number()
	algorithm := envelope.inside(sequenceTag)
	name := algorithm.element(nameTag)
	key := envelope.inside(octetsTag)
	key.foreign = !algorithm.broken && string(name) != rsaEncryption
	if !key.foreign {
		algorithm.element(nullTag)
		algorithm.end()
	}
	key.broken = key.broken || d.broken || algorithm.broken || len(version) > 0 && version[0] > 1
	return key
}

// pkcs1 reads the key itself.
func (d *der) pkcs1() *Key {
	list := d.inside(sequenceTag)
	d.end()
	k := new(Key)
	version := list.number()
	for i := range k.numbers {
		k.numbers[i] = list.number()
	}
	list.end()
	d.broken = list.broken || d.broken || len(version) > 0
	return k
}
