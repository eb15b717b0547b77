// Package bad has every fault that configdoc finds.
package bad

import (
	"time"

	"aigateway/common/config"
	"aigateway/common/config/cmd/configdoc/testdata/shared"
	"aigateway/common/secret"
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
	// Pointer has a default.
	Pointer *int `json:"pointer" default:"1"`
	// Numbers have a default.
	Numbers []int `json:"numbers" default:"1"`
	// Secret has a default.
	Secret secret.String `json:"secret" default:"x"`
	// Fixed has a length.
	Fixed [2]int `json:"fixed"`
	// Keys are numbers.
	Keys map[int]string `json:"keys"`
}

// Twice has a member twice.
type Twice struct {
	inner
	// Name is a name.
	Name string `json:"name"`
}

type inner struct {
	// Title is another.
	Title string `json:"name"`
}

// Hidden has a member of another package that cannot be named.
type Hidden struct {
	// Redis leads there.
	Redis shared.Hider `json:"redis"`
}

// Odd decodes itself.
type Odd struct{}

// UnmarshalConfig implements config.Unmarshaler.
func (*Odd) UnmarshalConfig([]byte, *config.Report) {}
