package config_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"aigateway/common/config"
)

// FuzzLoad: nothing panics, what is no JSON has one fault, every request gets
// a configuration or a reason, and no credential is shown.
func FuzzLoad(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.json")
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Add([]byte(`{"provider":{"apiTokens":"sk-secret"}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		rules, faults := config.Load[sample](raw, config.Options{Own: []string{"provider"}})
		tooDeep := len(faults) == 1 && faults[0].Text == "is nested too deeply"
		if blank := strings.Trim(string(raw), " \n\r\t") == ""; !blank && !tooDeep && json.Valid(raw) && utf8.Valid(raw) == notJSON(faults) {
			t.Fatalf("%q: encoding/json says it is JSON, config says %v", raw, faults)
		}
		if !json.Valid(raw) && !notJSON(faults) && !tooDeep && strings.Trim(string(raw), " \n\r\t") != "" {
			t.Fatalf("%q: encoding/json says it is no JSON, config says %v", raw, faults)
		}
		for _, to := range []config.Target{{}, {Route: "a", Domain: "a:80", Cluster: "outbound|1||a"}} {
			if c, err := rules.Match(to); c != nil && err != nil {
				t.Fatalf("%q: both a configuration and %v", raw, err)
			} else if err != nil && len(faults.Errors()) == 0 {
				t.Fatalf("%q: %v without a fault", raw, err)
			}
		}
	})
}

func notJSON(faults config.Faults) bool {
	return len(faults) == 1 && strings.HasPrefix(faults[0].Text, "is not valid JSON")
}
