package config_test

import (
	"aigateway/common/config/layout"
	"aigateway/host-test/reflection"
)

func (*sample) ConfigLayout() *layout.Table   { return reflection.Layout[sample]() }
func (*numbered) ConfigLayout() *layout.Table { return reflection.Layout[numbered]() }
func (*quota) ConfigLayout() *layout.Table    { return reflection.Layout[quota]() }
