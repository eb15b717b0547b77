// Package shared is what several plugins have in their configuration.
package shared

import "aigateway/common/secret"

// Redis is one server.
type Redis struct {
	// Cluster is the Envoy cluster to call.
	Cluster string `json:"cluster" required:"true"`
	// Password is sent with AUTH when it is set.
	Password secret.String `json:"password"`
	// TimeoutMillis bounds one command.
	TimeoutMillis uint32 `json:"timeoutMillis" min:"1" max:"60000" default:"1000"`
}

// Common is what every plugin has.
type Common struct {
	// Enabled switches the plugin on.
	Enabled bool `json:"enabled" default:"true"`
}

// Hider has a member whose type is hidden.
type Hider struct {
	// Limits are not for others.
	Limits hidden `json:"limits"`
}

type hidden struct {
	// Most is a number.
	Most int `json:"most"`
}
