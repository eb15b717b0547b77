package claude

import (
	"strconv"

	"aigateway/common/llm"
)

// topPWithThinking is the least top_p that thinking goes together with.
const topPWithThinking = 0.95

// maxTemperature is the provider's; others go up to 2.
const maxTemperature = 1

// Sampling is how tokens are picked; nil is left to the model.
type Sampling struct{ Temperature, TopP, TopK llm.Raw }

// Sampling returns what the model takes of the request's.
func (a *Ask) Sampling(p *Plan) (s Sampling) {
	r := a.Request
	if a.Model >= Unsampled {
		a.loseAll("the model takes no sampling parameters")
		return s
	}
	s.Temperature = a.temperature(p)
	switch {
	case a.Model >= Exclusive && r.TopP != nil && s.Temperature != nil:
		a.lose("top_p", "the model takes temperature or top_p, not both")
	case p.Thinks() && r.TopP != nil && Number(r.TopP) < topPWithThinking:
		a.lose("top_p", "a model that thinks takes no less than 0.95")
	default:
		s.TopP = r.TopP
	}
	if p.Thinks() && r.TopK != nil {
		a.lose("top_k", "a model that thinks takes none")
	} else {
		s.TopK = r.TopK
	}
	return s
}

func (a *Ask) loseAll(reason string) {
	if a.Request.Temperature != nil {
		a.lose("temperature", reason)
	}
	if a.Request.TopP != nil {
		a.lose("top_p", reason)
	}
	if a.Request.TopK != nil {
		a.lose("top_k", reason)
	}
}

func (a *Ask) temperature(p *Plan) llm.Raw {
	t := a.Request.Temperature
	switch {
	case t == nil:
	case p.Thinks() && Number(t) != maxTemperature:
		a.lose("temperature", "a model that thinks takes none but 1")
		return nil
	case Number(t) > maxTemperature:
		a.lose("temperature", "the provider's highest is 1, which was put in its place")
		return one
	}
	return t
}

var one = llm.Raw("1")

// Number is the value of a number, 0 if it is none.
func Number(raw llm.Raw) float64 {
	if len(raw) == 0 {
		return 0 // an error would cost an allocation
	}
	f, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		return 0
	}
	return f
}
