package compress

// deflateWindow is how far back deflate refers, in bytes.
const deflateWindow = 32 << 10

// deflate reads RFC 1951 data in the wrapping of gzip (RFC 1952), where
// several may follow each other, of zlib (RFC 1950), or in none: what is called
// deflate in HTTP is either of the last two. Checksums are not looked at:
// what is read is not acted on, and TCP has its own.
type deflate struct {
	wrapping wrapping
	stage    deflateStage
	last     bool // the block is the last one
	stored   int  // bytes of a stored block to come
	codes    *deflateCodes
}

type wrapping uint8

const (
	unknownWrapping wrapping = iota
	gzipWrapping
	zlibWrapping
	noWrapping
)

type deflateStage uint8

const (
	deflateStart deflateStage = iota
	deflateBlock              // at the start of a block
	deflateStored
	deflateCompressed
	deflateTrailer
	deflateBetween // gzip: another one may follow
	deflateEnd
)

func (d *deflate) ended() bool { return d.stage >= deflateBetween }

func (d *deflate) step(in *bitReader, out *history) (more bool, err error) {
	switch d.stage {
	case deflateStart:
		return true, d.start(in)
	case deflateBlock:
		return true, d.block(in)
	case deflateStored:
		return true, d.copyStored(in, out)
	case deflateCompressed:
		return true, d.symbol(in, out)
	case deflateTrailer:
		d.trailer(in)
		return true, nil
	case deflateBetween:
		if in.read(16) == gzipMagic {
			return true, d.gzipHeader(in)
		}
		if !in.short {
			d.stage = deflateEnd // padding
		}
		return true, nil
	}
	return false, nil
}

const gzipMagic = 0x8B1F

// start reads the header.
func (d *deflate) start(in *bitReader) error {
	switch d.wrapping {
	case gzipWrapping:
		if in.read(16) != gzipMagic && !in.short {
			return ErrCorrupt
		}
		return d.gzipHeader(in)
	case unknownWrapping:
		before := *in
		header := in.read(16)
		method, first := header&0xFF, header<<8&0xFF00|header>>8
		if in.short {
			return nil
		}
		d.wrapping = zlibWrapping
		if method&0x0F != 8 || method>>4 > 7 || first%31 != 0 || header&0x2000 != 0 {
			d.wrapping = noWrapping
			*in = before
		}
	}
	d.stage = deflateBlock
	return nil
}

// gzipHeader reads what follows the magic number. A header is short, so that
// all of it is one step.
func (d *deflate) gzipHeader(in *bitReader) error {
	const (
		crc      = 1 << 1
		extra    = 1 << 2
		name     = 1 << 3
		comment  = 1 << 4
		reserved = 7 << 5
	)
	method, flags := in.read(8), in.read(8)
	in.read(32) // time
	in.read(16) // how it was compressed, and on what
	if !in.short && (method != 8 || flags&reserved != 0) {
		return ErrCorrupt
	}
	if flags&extra != 0 {
		for n := in.read(16); n > 0 && !in.short; n-- {
			in.read(8)
		}
	}
	for _, text := range [...]uint32{name, comment} {
		for flags&text != 0 && in.read(8) != 0 && !in.short {
		}
	}
	if flags&crc != 0 {
		in.read(16)
	}
	if !in.short {
		d.stage = deflateBlock
	}
	return nil
}

// trailer skips checksum and length.
func (d *deflate) trailer(in *bitReader) {
	in.align()
	next := deflateEnd
	switch d.wrapping {
	case gzipWrapping:
		in.read(32)
		in.read(32)
		next = deflateBetween
	case zlibWrapping:
		in.read(32)
	}
	if !in.short {
		d.stage = next
	}
}

// block reads the header of a block.
func (d *deflate) block(in *bitReader) error {
	last := in.flag()
	next := deflateCompressed
	switch in.read(2) {
	case 0:
		in.align()
		n, check := in.read(16), in.read(16)
		if in.short {
			return nil
		}
		if n^check != 0xFFFF {
			return ErrCorrupt
		}
		d.stored = int(n)
		next = deflateStored
	case 1:
		d.fixed()
	case 2:
		if err := d.dynamic(in); err != nil || in.short {
			return err
		}
	default:
		return ErrCorrupt
	}
	if !in.short {
		d.last, d.stage = last, next
	}
	return nil
}

// copyStored says a stored block as far as it is there.
func (d *deflate) copyStored(in *bitReader, out *history) error {
	p := in.bytes(d.stored)
	out.write(p)
	if d.stored -= len(p); d.stored == 0 {
		d.endBlock()
		return nil
	}
	if in.pos == len(in.data) && len(p) == 0 {
		in.short = true
	}
	return nil
}

func (d *deflate) endBlock() {
	d.stage = deflateBlock
	if d.last {
		d.stage = deflateTrailer
	}
}

// symbol reads a literal, or a length and a distance.
func (d *deflate) symbol(in *bitReader, out *history) error {
	symbol := d.codes.literals.read(in)
	switch {
	case in.short:
		return nil
	case symbol < 0 || symbol > 285:
		return ErrCorrupt
	case symbol < 256:
		out.put(byte(symbol))
		return nil
	case symbol == 256:
		d.endBlock()
		return nil
	}
	symbol -= 257
	length := int(lengthBase[symbol]) + int(in.read(uint(lengthExtra[symbol])))
	symbol = d.codes.distance.read(in)
	if symbol < 0 || symbol >= len(distanceExtra) {
		return ErrCorrupt
	}
	extra := uint(distanceExtra[symbol])
	distance := 1 + symbol + int(in.read(extra))
	if extra > 0 {
		distance += (2+symbol&1)<<extra - symbol
	}
	switch {
	case in.short:
	case int64(distance) > out.total:
		return ErrCorrupt
	default:
		out.repeat(distance, length)
	}
	return nil
}
