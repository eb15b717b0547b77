package usage

import "aigateway/common/tokens"

// sampler estimates how many tokens a text is. Of its first bytes all are
// looked at, of what follows one block in a few: to look costs far more than to
// pass on. How the text is cut does not matter.
type sampler struct {
	estimator tokens.Estimator
	whole     int64 // up to where all is looked at, in bytes
	every     int64 // of how many blocks one is
	all, read int64 // bytes
}

const sampleBlock = 512

// write reads the next piece of a literal, without quotes.
func (s *sampler) write(piece []byte) {
	for s.all+int64(len(piece)) > s.whole {
		n := min(int64(len(piece)), sampleBlock-s.all%sampleBlock)
		if s.all < s.whole || s.all/sampleBlock%s.every == 0 {
			s.estimator.WriteLiteral(piece[:n])
			s.read += n
		}
		s.all += n
		if piece = piece[n:]; len(piece) == 0 {
			return
		}
	}
	s.estimator.WriteLiteral(piece)
	s.all += int64(len(piece))
	s.read += int64(len(piece))
}

// tokens returns the estimate for what was written so far.
func (s *sampler) tokens(f tokens.Family) int64 {
	n := s.estimator.Tokens(f)
	if s.all > s.read {
		n = int64(float64(n) * float64(s.all) / float64(s.read))
	}
	return n
}
