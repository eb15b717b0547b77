// Package config turns a plugin's JSON configuration into its struct, finds
// every fault in it, and picks the configuration that applies to a request.
// It reads no file and asks no host.
//
// # One struct is decoder, validator and documentation
//
//	// Redis is one server.
//	type Redis struct {
//		// Cluster is the Envoy cluster to call.
//		Cluster string `json:"cluster" required:"true"`
//		// Password is sent with AUTH when it is set.
//		Password secret.String `json:"password"`
//		// TimeoutMillis bounds one command.
//		TimeoutMillis uint32 `json:"timeoutMillis" min:"1" max:"60000" default:"1000"`
//	}
//
// Fields of these types are decoded: string, bool, every size of integer,
// floats, slices, maps with string keys, structs, pointers to any of these
// (nil when the member is absent), secret.String, [Raw], [NoEffect],
// [Isolated], and any type that is an [Unmarshaler]. An embedded struct's members belong to the
// struct around it. A field without a json tag is no member.
//
// The tags:
//
//	json:"name"       the member's name
//	required:"true"   it must be there
//	default:"1000"    its value when it is not; a list of strings is split at commas
//	min:"1" max:"9"   bounds of a number, both included
//	enum:"a,b"        the strings allowed; the struct gets them as written here
//	fold:"true"       case does not matter to enum
//	nonempty:"true"   not "", [] or {}
//	deprecated:"why"  its presence is worth a warning
//
// On a slice or map, min, max, enum and nonempty hold for its elements too.
// Null is the same as absent, but for a Raw. What a tag cannot say goes into
// a method, which is called after decoding, children first, and only on
// values that had no fault:
//
//	func (r *Redis) Validate(at *config.Report) {
//		if r.Cluster == "" && !r.Password.Empty() {
//			at.Member("password").Fault("needs a cluster to be sent to")
//		}
//	}
//
// # Global configuration and rules
//
//	rules, faults := config.Load[Config](raw, config.Options{Own: []string{"provider"}})
//	for _, f := range faults { log(f.Path, f.Text) }
//	…
//	cfg, err := rules.Match(config.Target{Route: route, Domain: authority, Cluster: cluster})
//	switch {
//	case err != nil: // the configuration for this request has faults: answer 500
//	case cfg == nil: // none applies: let the request pass
//	}
//
// The members of the top level are the global configuration, each element of
// "_rules_" is one for the requests that it matches. See [Load], [Rules] and
// [Target] for what exactly that means.
//
// # Faults
//
// A [Fault] has a JSON path such as providers[1].apiTokens[0] and a sentence.
// Unknown members do not stop anything: [Faults.Errors] leaves them out, so
// that any configuration written for Higress loads; a checker shows them all.
// A value is quoted in a sentence only where a number or one of a few words is
// wanted, and never if it is a credential.
//
// # What is generated
//
// Command configdoc, below this folder, writes the table in a plugin's README
// and its JSON schema from the same struct, and in config_layout.go the method
// that makes it [Described]: without that a plugin does not compile.
package config
