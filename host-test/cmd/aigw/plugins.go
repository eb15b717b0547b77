package main

import (
	"encoding/json"

	"aigateway/common/config"
	"aigateway/host-test/manifest"
	aiproxy "aigateway/plugins/ai-proxy"
	aistatistics "aigateway/plugins/ai-statistics"
)

// checks look into the configuration of the plugins of this repository, by
// their names. This file is the one place where the hosts meet the plugins.
var checks = map[string]func(raw []byte) config.Faults{
	"ai-proxy":      aiproxy.Check,
	"ai-statistics": aistatistics.Check,
}

// checkPlugin is a manifest.ConfigCheck. Nothing is known about a plugin that
// is not of this repository. A member that nothing reads is a mistake here,
// while the plugin itself only warns of it.
func checkPlugin(name string, raw json.RawMessage) []manifest.ConfigFault {
	check, ok := checks[name]
	if !ok {
		return nil
	}
	var faults []manifest.ConfigFault
	for _, f := range check(raw) {
		faults = append(faults, manifest.ConfigFault{Path: f.Path, Message: f.Text, Warning: f.Kind == config.Ignored})
	}
	return faults
}
