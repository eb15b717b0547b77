// Package hosttest runs behaviours, written once as case files, on every host
// that a plugin loads into. It does not know any plugin.
package hosttest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"aigateway/host-test/upstream"
)

// Case is one behaviour: a txtar archive whose comment is a sentence, with
// these files:
//
//	config.json             what the plugin is configured with
//	request.http            what the client sends
//	upstream/request.http   what the provider must receive; absent: nothing
//	upstream/response.http  what the provider answers
//	response.http           what the client must receive
//	upstream/encoding       how the provider packs its answer
//	cluster/NAME/request.http, cluster/NAME/response.http
//	                        what another service must receive, and answers
//	abort                   when the client leaves
//	metrics                 what the exchange adds to /metrics
//	properties              what plugins have stored when it is over
//	deviations              HOST: REASON lines for hosts that do otherwise
//	HOST/…                  what one of the above is on a host that deviates
//
// Messages are HTTP/1.1 with lines that end in LF. Headers that hosts add by
// themselves are left out, see [volatile]. README.md has the details.
type Case struct {
	Name  string
	File  string
	Title string

	Config   []byte
	Request  []byte
	Upstream []byte // request; nil: the provider must not be reached
	Answer   *upstream.Response
	Response []byte

	Metrics    []byte // nil: not looked at, as Properties
	Properties []byte

	services   []*service
	abort      *abort
	encoding   string
	Deviations map[string]string // host to reason
	archive    *txtar.Archive
}

// ReadCases reads every case file of a directory, in order.
func ReadCases(dir string) ([]*Case, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil {
		return nil, err
	}
	var cases []*Case
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		c, err := ParseCase(file, raw)
		if err != nil {
			return nil, err
		}
		cases = append(cases, c)
	}
	return cases, nil
}

// ParseCase reads one case file.
func ParseCase(file string, raw []byte) (*Case, error) {
	c := &Case{
		Name: strings.TrimSuffix(filepath.Base(file), ".txtar"), File: file,
		archive: txtar.Parse(raw), Deviations: map[string]string{},
	}
	c.Title, _, _ = strings.Cut(string(c.archive.Comment), "\n")
	if strings.TrimSpace(c.Title) == "" {
		return nil, fmt.Errorf("%s: a case begins with a sentence that says what it shows", file)
	}
	for _, f := range c.archive.Files {
		if err := c.add(f.Name, f.Data); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", file, f.Name, err)
		}
	}
	if err := c.pack(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for name, part := range map[string][]byte{"config.json": c.Config, "request.http": c.Request} {
		if part == nil {
			return nil, fmt.Errorf("%s: needs %s", file, name)
		}
	}
	return c, nil
}

func (c *Case) add(name string, data []byte) error {
	switch name {
	case "config.json":
		c.Config = bytes.TrimSpace(data)
	case "request.http":
		c.Request = data
	case "upstream/request.http":
		c.Upstream = data
	case "upstream/response.http":
		answer, err := parseAnswer(data)
		if err != nil {
			return err
		}
		c.Answer = answer
	case "response.http":
		c.Response = data
	case "deviations":
		return c.addDeviations(data)
	default:
		return c.addObservation(name, data)
	}
	return nil
}

// parseAnswer reads what a provider answers.
func parseAnswer(data []byte) (*upstream.Response, error) {
	answer, err := upstream.ParseResponse(trimLast(data))
	if err != nil {
		return nil, err
	}
	switch mediaType(answer) {
	case "text/event-stream":
		answer.Body = append(answer.Body, '\n')
	case frames:
		answer.Body = upstream.Frames(answer.Body)
	}
	return &answer, nil
}

// addObservation adds one of the parts that few cases have.
func (c *Case) addObservation(name string, data []byte) (err error) {
	switch name {
	case "upstream/encoding":
		c.encoding = strings.TrimSpace(string(data))
	case "abort":
		c.abort, err = parseAbort(strings.TrimSpace(string(data)))
	case "metrics":
		c.Metrics = append([]byte{}, data...) // not nil
		_, err = parseMetrics(data)
	case "properties":
		c.Properties = append([]byte{}, data...)
		_, err = parseProperties(data)
	default:
		if known, err := c.addService(name, data); known {
			return err
		}
		host, _, ok := strings.Cut(name, "/")
		if !ok || !slices.Contains(HostNames, host) {
			return fmt.Errorf("is no part of a case")
		}
	}
	return err
}

// pack applies abort and upstream/encoding to the provider's answer.
func (c *Case) pack() error {
	if c.Answer == nil {
		if c.encoding != "" {
			return errors.New("upstream/encoding needs upstream/response.http")
		}
		return nil
	}
	c.Answer.Hold = c.abort != nil
	if c.encoding == "" {
		return nil
	}
	return c.Answer.Encode(c.encoding)
}

// observed tells whether a case looks behind the messages.
func (c *Case) observed() bool { return c.Metrics != nil || c.Properties != nil }

func isStream(r upstream.Response) bool {
	media := mediaType(r)
	return media == "text/event-stream" || media == frames
}

func mediaType(r upstream.Response) string {
	media, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	return media
}

// frames is the media type of AWS' binary streams, of which a case has lines.
const frames = "application/vnd.amazon.eventstream"

// trimLast takes off the newline that txtar puts at the end of every file.
func trimLast(data []byte) []byte { return bytes.TrimSuffix(data, []byte("\n")) }

func (c *Case) addDeviations(data []byte) error {
	for line := range strings.Lines(string(data)) {
		host, reason, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || reason == "" || !slices.Contains(HostNames, host) {
			return fmt.Errorf("%q is not HOST: REASON with one of %s", strings.TrimSpace(line), strings.Join(HostNames, ", "))
		}
		c.Deviations[host] = reason
	}
	return nil
}

// want returns what a part of the case is on host.
func (c *Case) want(host, name string, common []byte) []byte {
	for _, f := range c.archive.Files {
		if f.Name == host+"/"+name {
			return f.Data
		}
	}
	return common
}

// set replaces a part of the case, for -update.
func (c *Case) set(name string, data []byte) {
	for i := range c.archive.Files {
		if c.archive.Files[i].Name == name {
			c.archive.Files[i].Data = data
			return
		}
	}
	c.archive.Files = append(c.archive.Files, txtar.File{Name: name, Data: data})
}

func (c *Case) save() error { return os.WriteFile(c.File, txtar.Format(c.archive), 0o644) }
