package config

import (
	"unsafe"

	"aigateway/common/config/layout"
	"aigateway/common/secret"
)

// simple are the types that Decode knows without being told.
var simple = layout.Table{Types: []layout.Type{
	{Form: layout.Text, Size: unsafe.Sizeof(""), Self: (*string)(nil), Make: layout.Make[string]},
	{Form: layout.Slice, Elem: 0, Self: (*[]string)(nil)},
	{Form: layout.Bool, Size: unsafe.Sizeof(false), Self: (*bool)(nil)},
	{Form: layout.Int, Size: unsafe.Sizeof(int(0)), Self: (*int)(nil)},
	{Form: layout.Int, Size: unsafe.Sizeof(int8(0)), Self: (*int8)(nil)},
	{Form: layout.Int, Size: unsafe.Sizeof(int16(0)), Self: (*int16)(nil)},
	{Form: layout.Int, Size: unsafe.Sizeof(int32(0)), Self: (*int32)(nil)},
	{Form: layout.Int, Size: unsafe.Sizeof(int64(0)), Self: (*int64)(nil)},
	{Form: layout.Uint, Size: unsafe.Sizeof(uint(0)), Self: (*uint)(nil)},
	{Form: layout.Uint, Size: unsafe.Sizeof(uint8(0)), Self: (*uint8)(nil)},
	{Form: layout.Uint, Size: unsafe.Sizeof(uint16(0)), Self: (*uint16)(nil)},
	{Form: layout.Uint, Size: unsafe.Sizeof(uint32(0)), Self: (*uint32)(nil)},
	{Form: layout.Uint, Size: unsafe.Sizeof(uint64(0)), Self: (*uint64)(nil)},
	{Form: layout.Float, Size: unsafe.Sizeof(float32(0)), Self: (*float32)(nil)},
	{Form: layout.Float, Size: unsafe.Sizeof(float64(0)), Self: (*float64)(nil)},
	{Form: layout.Opaque, Self: (*Raw)(nil)},
	{Form: layout.Opaque, Self: (*secret.String)(nil)},
}}
