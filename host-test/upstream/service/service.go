// Package service is what the fake services have in common: the call they
// get, and the answer or the refusal they give. It knows no vendor's wire form
// and no network.
package service

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"time"

	"aigateway/host-test/upstream/parrot"
)

// Operation is what a caller wants.
type Operation uint8

// The operations.
const (
	Generate    Operation = iota + 1 // the next message of a conversation
	CountTokens                      // the size of a conversation
	Embed                            // vectors for texts
	ListModels                       // all models, or the one named by Call.Name
)

// Call is one request, after its route was found.
type Call struct {
	Operation Operation
	// Name is what the path names: a deployment on Azure, or the model asked
	// about.
	Name string
	// Azure tells that the path is one of Azure's, whose rules differ.
	Azure bool
	// Stream tells that the path asks for a streamed answer, where that is not
	// for the body to say.
	Stream bool
	// Host and Target are the request's as they arrived: the path is as the
	// caller escaped it, and has the query.
	Host, Target string
	Header       http.Header
	Query        url.Values
	Body         []byte
	// Now is the time of the call.
	Now time.Time
}

// Answer is what an accepted call gets.
type Answer struct {
	Model string
	Usage parrot.Usage
	// Body is the whole answer; nil when it is streamed.
	Body []byte
	// Events are the streamed answer, of type ContentType: server-sent events
	// if that is empty.
	Events      []Event
	ContentType string
}

// Event is one server-sent event, whose Name may be empty, or whatever else a
// stream is made of, Raw.
type Event struct {
	Name string
	Data []byte
	Raw  []byte
}

// Append encodes the event.
func (e Event) Append(dst []byte) []byte {
	if e.Raw != nil {
		return append(dst, e.Raw...)
	}
	if e.Name != "" {
		dst = append(append(append(dst, "event: "...), e.Name...), '\n')
	}
	dst = append(append(dst, "data: "...), e.Data...)
	return append(dst, "\n\n"...)
}

// Refusal is an error that a service answers with. The members other than
// Status and Message are empty where a service has none.
type Refusal struct {
	Status            int
	Type, Code, Param string
	Message           string
	// Azure tells that the refusal is rendered in Azure's form.
	Azure bool
	// Header is what it adds to the headers of the answer.
	Header http.Header
}

// Service is one vendor's side of the protocol.
type Service interface {
	// Name is what the ledger calls the service.
	Name() string
	// RequestID is the id of the n-th request, in the service's form.
	RequestID(n uint64) string
	// Authenticate refuses a call without a key, or with a key that known denies.
	Authenticate(c *Call, known func(key string) bool) *Refusal
	// Answer checks the call as strictly as the vendor does and answers it.
	Answer(c *Call) (*Answer, *Refusal)
	// Refusal is the one that the vendor gives with a status.
	Refusal(status int, model string) *Refusal
	// Render is the body of a refusal.
	Render(r *Refusal, requestID string) []byte
	// Interrupt is the event that tells of an error in mid-stream.
	Interrupt(requestID string) Event
	// Decorate adds the vendor's own response headers.
	Decorate(h http.Header, c *Call, requestID string)
}

// Decode reads exactly one JSON value, numbers kept as they were written.
func Decode(body []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, &json.SyntaxError{Offset: d.InputOffset()}
	}
	return v, nil
}

// Model returns the member model of a JSON object, "" if there is none.
func Model(body []byte) string {
	var v struct {
		Model string `json:"model"`
	}
	_ = json.Unmarshal(body, &v) // what is wrong with it is said by Answer
	return v.Model
}

// Encode marshals a value of ours, without the escaping of <, > and & that
// services do not do either.
func Encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("service: a value of ours does not encode: " + err.Error())
	}
	return bytes.TrimSuffix(b.Bytes(), []byte{'\n'})
}
