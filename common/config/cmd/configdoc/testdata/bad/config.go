// Package bad has every fault that configdoc finds.
package bad

import (
	"time"

	"aigateway/common/config"
)

// Config is bad.
type Config struct {
	NoComment string `json:"noComment"`
	// Default is of another type.
	Default int `json:"default" default:"x"`
	// Enum does not hold its default.
	Enum string `json:"enum" enum:"a,b" default:"c"`
	// Low is below its bounds.
	Low uint8 `json:"low" min:"1" default:"0"`
	// High is above what it can hold.
	High int8 `json:"high" default:"200"`
	// Bound is no number.
	Bound int `json:"bound" min:"one"`
	// Time is from elsewhere.
	Time time.Duration `json:"time"`
	// Func cannot be decoded.
	Func func() `json:"func"`
	// Any can hold anything.
	Any any             `json:"any"`
	Why config.NoEffect `json:"why"`
	// Odd does not say what it accepts.
	Odd Odd `json:"odd"`
	// Struct has a default.
	Struct struct{} `json:"struct" default:"x"`
}

// Odd decodes itself.
type Odd struct{}

// UnmarshalConfig implements config.Unmarshaler.
func (*Odd) UnmarshalConfig([]byte, *config.Report) {}
