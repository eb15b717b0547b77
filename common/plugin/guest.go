package plugin

import (
	"errors"
	"strings"

	"aigateway/common/abi"
)

// vm is one VM: what its roots and streams share.
type vm struct {
	definitions []Definition
	roots       map[uint32]*Root
	recent      *Root // that a stream began under
	streams     streams
	free        []*Stream
	level       abi.LogLevel
	levelAge    int
	keys        map[string]string // of properties, by path
	route       known
	cluster     known

	// One result of each kind at a time is read into these, and read in the
	// same callback.
	headers [abi.HTTPCallTrailers + 1]Headers
	body    []byte
	small   []byte
	value   []byte // of a property
	line    []byte
}

// Guest returns the plugins as the ABI sees them. A native host runs what a
// wasm module hands to [Serve].
func Guest(definitions ...Definition) abi.Guest {
	return &vm{definitions: definitions, roots: map[uint32]*Root{}, streams: newStreams()}
}

func (v *vm) VMStart(uint32, int) bool { return true }

func (v *vm) Create(context, parent uint32) {
	if parent == 0 {
		v.roots[context] = &Root{vm: v, id: context, calls: map[uint32]*call{}, redis: map[uint32]func([]byte, error){}}
		return
	}
	root := v.root(parent)
	if root == nil || root.plugin == nil {
		return
	}
	var s *Stream
	if n := len(v.free); n > 0 {
		s, v.free = v.free[n-1], v.free[:n-1]
	} else {
		s = new(Stream)
	}
	*s = Stream{root: root, id: context}
	v.streams.add(s)
}

// root returns what streams begin under, nil if there is none.
func (v *vm) root(id uint32) *Root {
	if r := v.recent; r == nil || r.id != id {
		v.recent = v.roots[id]
	}
	return v.recent
}

func (v *vm) Configure(id uint32, size int) (ok bool) {
	root := v.roots[id]
	if root == nil {
		return false
	}
	defer v.contain(nil, "configure", nil)
	v.refreshLevel()
	root.plugin = nil
	definition, err := v.definition()
	if err == nil {
		root.name, root.observes = definition.Name, definition.Observes
		raw, _ := abi.Buffer(nil, abi.PluginConfiguration, 0, size)
		p := definition.New(root)
		if err = p.Configure(raw); err == nil {
			root.plugin = p
			return true
		}
	}
	root.Log(Error, "config.refused", "error", err.Error())
	return false
}

// definition picks the plugin that the host wants of this module.
func (v *vm) definition() (Definition, error) {
	if len(v.definitions) == 1 {
		return v.definitions[0], nil
	}
	want, _ := abi.Property(v.small, "plugin_root_id")
	v.small = want
	names := make([]string, len(v.definitions))
	for i, d := range v.definitions {
		if d.Name == string(want) {
			return d, nil
		}
		names[i] = d.Name
	}
	return Definition{}, errors.New("root_id " + string(want) + " is none of " + strings.Join(names, ", "))
}

func (v *vm) Tick(id uint32) {
	defer v.contain(nil, "tick", nil)
	v.refreshLevel()
	if root := v.roots[id]; root != nil {
		if t, ok := root.plugin.(Ticker); ok {
			t.Tick()
		}
	}
}

func (v *vm) RequestHeaders(id uint32, _ int, end bool) (a Action) {
	s := v.streams.find(id)
	if s == nil {
		return Continue
	}
	defer v.contain(s, "request headers", &a)
	if v.levelAge++; v.levelAge > 1000 {
		v.refreshLevel()
	}
	s.exchange = s.root.plugin.Begin()
	s.requestEnd = end
	return s.direction(s.exchange.RequestHeaders(s, end))
}

func (v *vm) RequestBody(id uint32, size int, end bool) (a Action) {
	s := v.live(id)
	if s == nil || s.requestEnd {
		return Continue
	}
	defer v.contain(s, "request body", &a)
	s.requestEnd, s.size = end, uint32(size)
	return s.direction(s.exchange.RequestBody(s, end))
}

func (v *vm) RequestTrailers(id uint32, _ int) (a Action) {
	s := v.live(id)
	if s == nil || s.requestEnd {
		return Continue
	}
	defer v.contain(s, "request trailers", &a)
	s.requestEnd, s.size = true, s.buffered(abi.RequestBody)
	return s.direction(s.exchange.RequestBody(s, true))
}

func (v *vm) ResponseHeaders(id uint32, _ int, end bool) (a Action) {
	s := v.live(id)
	if s == nil {
		return Continue
	}
	defer v.contain(s, "response headers", &a)
	s.responding, s.responseEnd = true, end
	return s.direction(s.exchange.ResponseHeaders(s, end))
}

func (v *vm) ResponseBody(id uint32, size int, end bool) (a Action) {
	s := v.live(id)
	if s == nil || s.responseEnd {
		return Continue
	}
	defer v.contain(s, "response body", &a)
	s.responseEnd, s.size = end, uint32(size)
	return s.direction(s.exchange.ResponseBody(s, end))
}

func (v *vm) ResponseTrailers(id uint32, _ int) (a Action) {
	s := v.live(id)
	if s == nil || s.responseEnd {
		return Continue
	}
	defer v.contain(s, "response trailers", &a)
	s.responseEnd, s.size = true, s.buffered(abi.ResponseBody)
	return s.direction(s.exchange.ResponseBody(s, true))
}

func (v *vm) Done(uint32) bool { return true }

func (v *vm) Log(id uint32) {
	if s := v.streams.find(id); s != nil {
		s.close()
	}
}

func (v *vm) Delete(id uint32) {
	if s := v.streams.find(id); s != nil {
		s.close()
		v.streams.remove(s)
		*s = Stream{}
		v.free = append(v.free, s)
		return
	}
	delete(v.roots, id)
	v.recent = nil
}

// live returns the stream if its exchange still wants to hear of it.
func (v *vm) live(id uint32) *Stream {
	if s := v.streams.find(id); s != nil && s.exchange != nil && !s.over {
		return s
	}
	return nil
}
