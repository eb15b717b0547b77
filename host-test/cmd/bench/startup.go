package main

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// startUp is what an Envoy took until it was ready.
type startUp struct {
	cpu time.Duration
	rss int64 // bytes
	// served is the memory after a thousand requests.
	served int64
}

// startWorkers is how many workers an Envoy starts with, each with a VM.
const startWorkers = 4

// startUps starts an Envoy for each plugin, in rounds, and returns what each
// start took.
func (b *bench) startUps(ctx context.Context, rounds int) (map[string][]startUp, error) {
	all := map[string][]startUp{}
	for range rounds {
		for _, name := range b.names {
			one, err := b.startUp(ctx, name)
			if err != nil {
				return nil, err
			}
			all[name] = append(all[name], one)
		}
	}
	return all, nil
}

func (b *bench) startUp(ctx context.Context, name string) (one startUp, err error) {
	list := []subject{{name: name, provider: b.providers[0], slower: 1}}
	envoy, err := b.startEnvoy(ctx, startWorkers, list)
	if err != nil {
		return one, err
	}
	defer func() { err = errors.Join(err, envoy.Close()) }()
	s := list[0]
	if err := answers(s.address); err != nil {
		return one, err
	}
	// Envoy says that it is ready before its workers have their VMs.
	if err = s.settled(); err != nil {
		return one, err
	}
	if one.cpu, err = s.cpu(); err != nil {
		return one, err
	}
	if one.rss, err = s.rss(); err != nil {
		return one, err
	}
	few := b.scenarios[0]
	few.requests = 1000
	if _, err = load(s, few); err != nil {
		return one, err
	}
	one.served, err = s.rss()
	return one, err
}

// answers waits until a request is answered by the provider.
func answers(address string) error {
	for began := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		response, err := http.Get("http://" + address + "/healthz")
		if err == nil {
			err = response.Body.Close()
		}
		if err == nil && response.StatusCode < http.StatusInternalServerError || time.Since(began) > time.Minute {
			return err
		}
	}
}
