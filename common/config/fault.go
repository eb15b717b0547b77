package config

// Kind is one class of fault. The zero kind means nothing.
type Kind uint8

const (
	Invalid Kind = iota + 1 // the configuration cannot be used as it is
	Unknown                 // a member that nothing reads
	Ignored                 // a member or rule that is known and has no effect
)

func (k Kind) String() string {
	switch k {
	case Invalid:
		return "invalid"
	case Unknown:
		return "unknown"
	case Ignored:
		return "ignored"
	}
	return ""
}

// A Fault is one thing that is wrong, and where. It is an error.
type Fault struct {
	Kind Kind
	// Path leads from the root to the member, such as
	// _rules_[2].providers[0].type; it is empty for the root itself.
	Path string
	// Text is a sentence whose subject is the member.
	Text string
}

// Warning tells whether the configuration works in spite of the fault.
func (f Fault) Warning() bool { return f.Kind != Invalid }

func (f Fault) Error() string {
	if f.Path == "" {
		return "configuration: " + f.Text
	}
	return f.Path + ": " + f.Text
}

// Faults are in the order in which they stand in the configuration, those of
// the rules after those of the global members.
type Faults []Fault

// Errors returns those that make the configuration, or a part of it, unusable.
func (f Faults) Errors() Faults { return f.of(Invalid) }

// Unknown returns those about members that nothing reads.
func (f Faults) Unknown() Faults { return f.of(Unknown) }

// Warnings returns all that are no errors.
func (f Faults) Warnings() Faults { return f.of(Unknown, Ignored) }

func (f Faults) of(kinds ...Kind) Faults {
	var some Faults
	for _, fault := range f {
		for _, k := range kinds {
			if fault.Kind == k {
				some = append(some, fault)
			}
		}
	}
	return some
}
