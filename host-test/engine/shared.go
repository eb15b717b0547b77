package engine

import (
	"sync"

	"aigateway/common/abi"
)

// SharedData is the key-value store that all VMs of a gateway see.
type SharedData struct {
	mu     sync.Mutex
	values map[string]sharedValue
	last   uint32
}

type sharedValue struct {
	data []byte
	cas  uint32
}

// NewSharedData makes an empty store.
func NewSharedData() *SharedData {
	return &SharedData{values: map[string]sharedValue{}}
}

func (s *SharedData) get(key string) ([]byte, uint32, abi.Status) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.values[key]
	if !ok {
		return nil, 0, abi.NotFound
	}
	return v.data, v.cas, abi.OK
}

// set stores a copy of data. A cas that is neither 0 nor the current one is
// refused; a key that is new takes any, as in proxy-wasm-cpp-host.
func (s *SharedData) set(key string, data []byte, cas uint32) abi.Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, ok := s.values[key]
	if ok && cas != 0 && cas != old.cas {
		return abi.CASMismatch
	}
	if s.last++; s.last == 0 {
		s.last = 1
	}
	s.values[key] = sharedValue{data: append([]byte(nil), data...), cas: s.last}
	return abi.OK
}
