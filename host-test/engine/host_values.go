package engine

import (
	"context"
	"encoding/binary"
	"log/slog"

	"aigateway/common/abi"
)

// slogLevels are the levels of log/slog for proxy-wasm's.
var slogLevels = [...]slog.Level{
	abi.Trace: slog.LevelDebug - 4, abi.Debug: slog.LevelDebug, abi.Info: slog.LevelInfo,
	abi.Warn: slog.LevelWarn, abi.Error: slog.LevelError, abi.Critical: slog.LevelError + 4,
}

// Log writes one line of a plugin.
func (vm *VM) Log(level abi.LogLevel, message string) abi.Status {
	if level > abi.Critical {
		return abi.BadArgument
	}
	if level < vm.env.LogLevel {
		return abi.OK
	}
	name := ""
	if r := vm.root(); r != nil {
		name = r.plugin.Name
	}
	vm.env.Log.LogAttrs(context.Background(), slogLevels[level], message, slog.String("plugin", name))
	return abi.OK
}

// LogLevel returns the lowest level that is written.
func (vm *VM) LogLevel() (abi.LogLevel, abi.Status) { return vm.env.LogLevel, abi.OK }

// SharedData returns a value and its version.
func (vm *VM) SharedData(key string) ([]byte, uint32, abi.Status) { return vm.env.Shared.get(key) }

// SetSharedData stores a value if its version is cas, or whatever it is when
// cas is 0.
func (vm *VM) SetSharedData(key string, value []byte, cas uint32) abi.Status {
	return vm.env.Shared.set(key, value, cas)
}

// vmMetric is a metric by the number that one VM knows it by.
type vmMetric struct {
	kind  abi.MetricType
	value *metric
}

// DefineMetric returns a new number for the metric called name; its low bits
// are the type, as in Envoy.
func (vm *VM) DefineMetric(t abi.MetricType, name string) (uint32, abi.Status) {
	if t > abi.Histogram {
		return 0, abi.BadArgument
	}
	vm.metricCount++
	id := vm.metricCount<<2 | uint32(t)
	vm.metrics[id] = vmMetric{kind: t, value: vm.env.Metrics.define(metricKey{t, name})}
	return id, abi.OK
}

// IncrementMetric adds to a counter or gauge.
func (vm *VM) IncrementMetric(id uint32, offset int64) abi.Status {
	m, ok := vm.metrics[id]
	if !ok {
		return missingMetric(id)
	}
	return vm.env.Metrics.add(m.kind, m.value, offset)
}

// RecordMetric sets a gauge, adds to a counter, or observes a value.
func (vm *VM) RecordMetric(id uint32, value uint64) abi.Status {
	m, ok := vm.metrics[id]
	if !ok {
		return abi.NotFound
	}
	return vm.env.Metrics.record(m.kind, m.value, value)
}

// Metric returns the value of a counter or gauge.
func (vm *VM) Metric(id uint32) (uint64, abi.Status) {
	m, ok := vm.metrics[id]
	switch {
	case !ok:
		return 0, missingMetric(id)
	case m.kind == abi.Histogram:
		return 0, abi.BadArgument
	}
	return vm.env.Metrics.value(m.value), abi.OK
}

func missingMetric(id uint32) abi.Status {
	if abi.MetricType(id&3) < abi.Histogram {
		return abi.NotFound
	}
	return abi.BadArgument
}

// CallForeign answers the functions that are cheap to have; the others are
// not found, as any unknown function is.
func (vm *VM) CallForeign(name string, args []byte) ([]byte, abi.Status) {
	switch name {
	case "clear_route_cache":
		if f := vm.filter(); f != nil {
			f.stream.clearRoute()
		}
		return nil, abi.OK
	case "get_log_level":
		if vm.env.Flavour == Higress {
			return binary.LittleEndian.AppendUint32(nil, uint32(vm.env.LogLevel)), abi.OK
		}
	case "compress":
		return deflate(args)
	case "uncompress":
		return inflate(args)
	}
	return nil, abi.NotFound
}
