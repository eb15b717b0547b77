package envoyhost

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
)

// Admin speaks to the admin interface of a running Envoy.
type Admin struct{ address string }

// Admin is ready as soon as Start has returned.
func (e *Envoy) Admin() Admin { return Admin{e.admin} }

// Address is HOST:PORT.
func (a Admin) Address() string { return a.address }

// Ready tells whether Envoy takes requests.
func (a Admin) Ready(ctx context.Context) bool {
	_, err := a.Read(ctx, "/ready")
	return err == nil
}

// Read returns what a path of the admin interface answers; any status but 200
// is an error.
func (a Admin) Read(ctx context.Context, path string) ([]byte, error) {
	return a.call(ctx, http.MethodGet, path)
}

func (a Admin) call(ctx context.Context, method, path string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, "http://"+a.address+path, nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, fmt.Errorf("the admin interface of Envoy does not answer: %w", err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("the admin interface of Envoy broke off: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the admin interface of Envoy answered %s to %s", response.Status, path)
	}
	return body, nil
}

// Stats are the counters and gauges whose name begins with prefix.
func (a Admin) Stats(ctx context.Context, prefix string) (map[string]int64, error) {
	all, err := a.stats(ctx, prefix)
	if err != nil {
		return nil, err
	}
	numbers := map[string]int64{}
	for name, value := range all {
		if n, err := strconv.ParseInt(string(value), 10, 64); err == nil {
			numbers[name] = n
		}
	}
	return numbers, nil
}

// stats also holds text values, in quotes.
func (a Admin) stats(ctx context.Context, prefix string) (map[string]json.RawMessage, error) {
	body, err := a.Read(ctx, "/stats?format=json&filter=^"+prefix)
	if err != nil {
		return nil, err
	}
	var answer struct {
		Stats []struct {
			Name  string          `json:"name"`
			Value json.RawMessage `json:"value"`
		} `json:"stats"`
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, fmt.Errorf("the stats of Envoy are not JSON: %w", err)
	}
	all := map[string]json.RawMessage{}
	for _, s := range answer.Stats {
		if s.Name != "" { // histograms come without
			all[s.Name] = s.Value
		}
	}
	return all, nil
}

// Listener is the address on which a listener takes connections, which the
// system chose when the port was given as 0.
func (a Admin) Listener(ctx context.Context, name string) (string, error) {
	body, err := a.Read(ctx, "/listeners?format=json")
	if err != nil {
		return "", err
	}
	var answer struct {
		Statuses []struct {
			Name    string `json:"name"`
			Address struct {
				Socket struct {
					Address string `json:"address"`
					Port    int    `json:"port_value"`
				} `json:"socket_address"`
			} `json:"local_address"`
		} `json:"listener_statuses"`
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return "", fmt.Errorf("the list of Envoy's listeners is not JSON: %w", err)
	}
	for _, s := range answer.Statuses {
		if s.Name == name {
			return net.JoinHostPort(s.Address.Socket.Address, strconv.Itoa(s.Address.Socket.Port)), nil
		}
	}
	return "", fmt.Errorf("no listener of Envoy is called %q", name)
}
