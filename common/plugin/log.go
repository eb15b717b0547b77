package plugin

import (
	"strconv"

	"aigateway/common/abi"
)

// Level orders log lines.
type Level = abi.LogLevel

const (
	Debug = abi.Debug
	Info  = abi.Info
	Warn  = abi.Warn
	Error = abi.Error
)

// Enabled tells whether lines of level are written. It is asked before
// anything is formatted that is needed for a line only.
func (r *Root) Enabled(level Level) bool { return level >= r.vm.level }

// Log writes one event: a constant name such as "stream.cut", and fields as
// name and value in turn. Neither secrets nor prompts are ever fields.
func (r *Root) Log(level Level, event string, fields ...string) {
	if r.Enabled(level) {
		r.vm.log(level, r.name+" "+event, fields...)
	}
}

func (v *vm) log(level Level, event string, fields ...string) {
	line := append(v.line[:0], event...)
	for i := 0; i+1 < len(fields); i += 2 {
		line = append(append(append(line, ' '), fields[i]...), '=')
		line = strconv.AppendQuote(line, fields[i+1])
	}
	v.line = line
	abi.WriteLog(level, string(line))
}

// refreshLevel asks the host what it writes. It is asked now and then, not
// for every line: a call-out to find out that nothing is logged is the dearest
// way not to log.
func (v *vm) refreshLevel() {
	v.levelAge = 0
	if level, status := abi.HostLogLevel(); status == abi.OK {
		v.level = level
	}
}
