package aistatistics

// memo is what was found before, by key. What was found last is found without
// a look into the map: most requests are like the one before.
type memo[K comparable, S any] struct {
	all  map[K]*S
	key  K
	last *S
}

func newMemo[K comparable, S any]() memo[K, S] { return memo[K, S]{all: map[K]*S{}} }

// find returns what is known of a key, nil if there is nothing.
func (m *memo[K, S]) find(key K) *S {
	if m.last == nil || m.key != key {
		m.key, m.last = key, m.all[key]
	}
	return m.last
}

func (m *memo[K, S]) has(key K) bool { return m.all[key] != nil }

func (m *memo[K, S]) put(key K, found *S) {
	m.all[key] = found
	m.key, m.last = key, found
}

func (m *memo[K, S]) clear() {
	clear(m.all)
	m.last = nil
}
