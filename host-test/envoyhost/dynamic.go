package envoyhost

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	bootstrapv3 "github.com/envoyproxy/go-control-plane/envoy/config/bootstrap/v3"
	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	discoveryv3 "github.com/envoyproxy/go-control-plane/envoy/service/discovery/v3"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"

	"aigateway/host-test/manifest"
)

// Dynamic is a running Envoy whose set can be replaced. Its listener and its
// clusters stand in files that Envoy watches, so that a new set neither
// restarts the process nor cuts a stream: the old filter chain drains.
type Dynamic struct {
	*Envoy
	opts     Options
	files    string
	version  int
	clusters []manifest.Cluster // of all sets so far
	rejected map[xdsFile]int    // updates that Envoy has refused so far
}

// StartDynamic runs Envoy on a set that [Dynamic.Apply] can replace.
func StartDynamic(ctx context.Context, set *manifest.Set, opts Options, process StartOptions) (*Dynamic, error) {
	files, err := os.MkdirTemp("", "aigw-envoy-")
	if err != nil {
		return nil, fmt.Errorf("cannot start Envoy: %w", err)
	}
	d := &Dynamic{opts: opts.withDefaults(), files: files, rejected: map[xdsFile]int{}}
	if err := d.start(ctx, set, process); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func (d *Dynamic) start(ctx context.Context, set *manifest.Set, process StartOptions) error {
	listeners, clusters, err := d.resources(set)
	if err != nil {
		return err
	}
	d.version++
	if err := errors.Join(d.write(clusterFile, clusters), d.write(listenerFile, listeners)); err != nil {
		return err
	}
	bootstrap, err := toYAML(d.bootstrap())
	if err != nil {
		return err
	}
	if d.Envoy, err = Start(ctx, bootstrap, process); err != nil {
		return err
	}
	d.clusters = set.Clusters
	return errors.Join(d.await(ctx, clusterFile, 0), d.await(ctx, listenerFile, 0))
}

// Apply replaces the set. When Envoy refuses it, the error has Envoy's words
// and the set before stays in force.
func (d *Dynamic) Apply(ctx context.Context, set *manifest.Set) error {
	// Clusters come before the routes that name them. Those of earlier sets
	// stay, because connections that drain may still be routed to them.
	known := *set
	known.Clusters = union(set.Clusters, d.clusters)
	listeners, clusters, err := d.resources(&known)
	if err != nil {
		return err
	}
	d.clusters = known.Clusters
	d.version++
	for _, step := range []struct {
		file      xdsFile
		resources []proto.Message
	}{{clusterFile, clusters}, {listenerFile, listeners}} {
		mark := d.log.mark()
		if err := d.write(step.file, step.resources); err != nil {
			return err
		}
		if err := d.await(ctx, step.file, mark); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the process and removes its files.
func (d *Dynamic) Close() error {
	var err error
	if d.Envoy != nil {
		err = d.Envoy.Close()
	}
	return errors.Join(err, os.RemoveAll(d.files))
}

func union(first, more []manifest.Cluster) []manifest.Cluster {
	all := append([]manifest.Cluster(nil), first...)
	known := map[string]bool{}
	for _, c := range first {
		known[c.Name] = true
	}
	for _, c := range more {
		if !known[c.Name] {
			all = append(all, c)
		}
	}
	return all
}

func (d *Dynamic) resources(set *manifest.Set) (listeners, clusters []proto.Message, err error) {
	r := &renderer{set: set, opts: d.opts}
	for _, c := range append(r.clusters(), r.failovers()...) {
		clusters = append(clusters, c)
	}
	return []proto.Message{r.listener()}, clusters, r.err
}

// xdsFile is one watched file.
type xdsFile struct {
	name string
	// stats is where Envoy counts its updates.
	stats string
}

var (
	listenerFile = xdsFile{"listeners.yaml", "listener_manager.lds."}
	clusterFile  = xdsFile{"clusters.yaml", "cluster_manager.cds."}
)

func (d *Dynamic) bootstrap() *bootstrapv3.Bootstrap {
	r := &renderer{set: &manifest.Set{}, opts: d.opts}
	return &bootstrapv3.Bootstrap{
		Node:        &corev3.Node{Id: "aigw", Cluster: "aigw"},
		Admin:       &bootstrapv3.Admin{Address: r.address(d.opts.Admin)},
		StatsConfig: statsConfig(d.opts),
		DynamicResources: &bootstrapv3.Bootstrap_DynamicResources{
			LdsConfig: d.source(listenerFile), CdsConfig: d.source(clusterFile),
		},
	}
}

func (d *Dynamic) source(f xdsFile) *corev3.ConfigSource {
	return &corev3.ConfigSource{
		ResourceApiVersion: corev3.ApiVersion_V3,
		ConfigSourceSpecifier: &corev3.ConfigSource_PathConfigSource{PathConfigSource: &corev3.PathConfigSource{
			Path: filepath.Join(d.files, f.name),
		}},
	}
}

// write puts a new version in place by renaming, which is what Envoy watches
// for.
func (d *Dynamic) write(f xdsFile, resources []proto.Message) error {
	response := &discoveryv3.DiscoveryResponse{VersionInfo: strconv.Itoa(d.version)}
	for _, m := range resources {
		packed, err := anypb.New(m)
		if err != nil {
			return fmt.Errorf("cannot encode %T: %w", m, err)
		}
		response.Resources = append(response.Resources, packed)
	}
	text, err := toYAML(response)
	if err != nil {
		return err
	}
	path := filepath.Join(d.files, f.name)
	if err := os.WriteFile(path+".new", text, 0o600); err != nil { // may hold credentials
		return fmt.Errorf("cannot write the Envoy configuration: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("cannot write the Envoy configuration: %w", err)
	}
	return nil
}

// applyLimit bounds one update; compiling a module takes seconds.
const applyLimit = time.Minute

// await returns when Envoy has taken the current version of a file, which was
// written at a mark of the log.
func (d *Dynamic) await(ctx context.Context, f xdsFile, mark int) error {
	ctx, cancel := context.WithTimeout(ctx, applyLimit)
	defer cancel()
	for {
		stats, err := d.Admin().stats(ctx, f.stats)
		if err != nil {
			return err
		}
		if version := bytes.Trim(stats[f.stats+"version_text"], `"`); string(version) == strconv.Itoa(d.version) {
			return nil
		}
		if d.refused(stats, f) {
			return fmt.Errorf("the configuration was refused by Envoy: %s", d.log.reason(mark))
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the configuration was not taken by Envoy: %s", d.log.reason(mark))
		case <-d.Exited():
			return fmt.Errorf("the Envoy process is gone: %s", d.log.reason(mark))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// refused tells whether Envoy has counted one more rejection.
func (d *Dynamic) refused(stats map[string]json.RawMessage, f xdsFile) bool {
	count, err := strconv.Atoi(string(stats[f.stats+"update_rejected"]))
	if err != nil || count == d.rejected[f] {
		return false
	}
	d.rejected[f] = count
	return true
}
