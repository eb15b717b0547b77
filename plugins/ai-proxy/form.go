package aiproxy

import (
	"strconv"

	"aigateway/common/formdata"
	"aigateway/common/jsonscan"
	"aigateway/common/plugin"
	"aigateway/common/problem"
	"aigateway/common/provider"
)

// form returns the boundary of a body that is a form with a model in it, empty
// where there is none or nobody needs to know the model.
func (x *exchange) form(h *plugin.Headers) string {
	w := x.way
	switch w.client {
	case provider.ImageEdit, provider.ImageVariation, provider.AudioTranscription, provider.AudioTranslation:
	default:
		return ""
	}
	if w.service.original || w.path != "" && w.service.models.empty() || h.Value("content-encoding") != nil {
		return ""
	}
	return formdata.Boundary(string(h.Value("content-type")))
}

// formBody is RequestBody of a form: it goes on as soon as the model is known,
// for the files in it may be large. What has to be kept to be sent again is
// waited for.
func (x *exchange) formBody(s *plugin.Stream, boundary string, end bool) plugin.Action {
	if d := x.keep(); !end {
		if x.attempts != nil || x.way.service.endpoint || s.BodySize() < 2*d.scanned {
			return plugin.Pause
		}
		d.scanned = s.BodySize() // it is looked at again when there is twice as much
	}
	body := s.Body()
	field := formdata.Find(body, boundary, "model")
	if !end && !field.Done {
		return plugin.Pause
	}
	x.phase = sent
	f := modelForm{field, boundary, 0}
	if end {
		x.retain(s)
		f.size = len(body)
	} else {
		f.size, _ = strconv.Atoi(string(s.RequestHeaders().Value("content-length")))
	}
	return x.sendForm(s, body, &f)
}

// modelForm is a form whose model is known. Its size is 0 where that is not.
type modelForm struct {
	model    formdata.Field
	boundary string
	size     int
}

// sendForm sends on a form, or as much of it as has come.
func (x *exchange) sendForm(s *plugin.Stream, body []byte, f *modelForm) plugin.Action {
	w, p, headers := x.way, x.proxy, s.RequestHeaders()
	defer p.trim()
	p.head.Reset()
	if f.model.Found {
		p.head.Model = jsonscan.AppendQuoted(nil, body[f.model.Start:f.model.End])
	}
	grown := 0
	if target := w.service.models.literal(p.head.Model); target != nil {
		p.head.Model = target
		grown = x.setModel(s, body, f)
	}
	if f.size > 0 {
		headers.Set("content-length", strconv.Itoa(f.size+grown))
	}
	if w.path == "" {
		if p.head.Model == nil {
			return x.refuse(s, problem.InvalidParam("model", "the form needs a model"))
		}
		x.address(headers, w.service.path(w, w.given, p.head.Model, false))
	}
	x.announce(s)
	return x.depart(s, plugin.Pause)
}

// setModel gives a form the model of the head, and returns by how much it grew.
// Where there was none, that becomes the first field.
func (x *exchange) setModel(s *plugin.Stream, body []byte, f *modelForm) int {
	p, at := x.proxy, f.model
	model := jsonscan.AppendText(nil, p.head.Model)
	if !at.Found {
		at.Start, at.End = 0, 0
		model = []byte("--" + f.boundary + "\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n" + string(model) + "\r\n")
	}
	p.edits.Reset()
	p.edits.Replace(at.Start, at.End, model)
	prefix, end := p.edits.Prefix(p.buffers.next(), body)
	s.ReplaceBody(end, p.buffers.keep(prefix))
	return len(prefix) - end
}
