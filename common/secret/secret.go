// Package secret is a credential that cannot be printed. It keeps nothing
// encrypted: it keeps credentials out of logs, errors and dumps.
package secret

// mask is what is shown in place of every credential, whatever its length.
const mask = "[secret]"

// String is one credential. It is held behind a pointer, which is all that
// the verbs of fmt which ask no Stringer would show.
type String struct{ value *string }

// New returns value as a credential.
func New(value string) String { return String{&value} }

// Reveal returns the credential itself, to be sent to its owner only.
func (s String) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// Empty tells whether there is no credential.
func (s String) Empty() bool { return s.Reveal() == "" }

// String implements fmt.Stringer.
func (s String) String() string { return mask }

// GoString implements fmt.GoStringer.
func (s String) GoString() string { return mask }

// MarshalText implements encoding.TextMarshaler.
func (s String) MarshalText() ([]byte, error) { return []byte(mask), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *String) UnmarshalText(text []byte) error {
	*s = New(string(text))
	return nil
}
