package config

// SortedKeys returns the keys of m in an order that is always the same.
func SortedKeys[M ~map[string]V, V any](m M) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	heapsort(keys)
	return keys
}

// heapsort sorts in place. Package slices would take twenty times the code.
func heapsort(list []string) {
	for root := len(list)/2 - 1; root >= 0; root-- {
		sink(list, root)
	}
	for end := len(list) - 1; end > 0; end-- {
		list[0], list[end] = list[end], list[0]
		sink(list[:end], 0)
	}
}

// sink moves an element down until none below it is greater.
func sink(heap []string, at int) {
	for {
		child := 2*at + 1
		if child+1 < len(heap) && heap[child] < heap[child+1] {
			child++
		}
		if child >= len(heap) || heap[child] <= heap[at] {
			return
		}
		heap[at], heap[child] = heap[child], heap[at]
		at = child
	}
}
