package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

// quiet is how long the files must rest before they are read again: an editor
// or a git checkout writes many in a row.
const quiet = 200 * time.Millisecond

// watch calls changed whenever manifests of dir have changed and come to
// rest. It returns when ctx ends.
func watch(ctx context.Context, dir string, changed func()) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("cannot watch %s: %w", dir, err)
	}
	defer watcher.Close()
	relevant := isManifest
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		// The directory, because editors replace files instead of writing them.
		file := filepath.Clean(dir)
		dir = filepath.Dir(file)
		relevant = func(name string) bool { return filepath.Clean(name) == file }
	}
	if err := watcher.Add(dir); err != nil {
		return fmt.Errorf("cannot watch %s: %w", dir, err)
	}
	rest := time.NewTimer(quiet)
	rest.Stop()
	defer rest.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case event := <-watcher.Events:
			if !event.Has(fsnotify.Chmod) && relevant(event.Name) {
				rest.Reset(quiet)
			}
		case err := <-watcher.Errors:
			return fmt.Errorf("cannot watch %s any longer: %w", dir, err)
		case <-rest.C:
			changed()
		}
	}
}

// isManifest also takes the link that Kubernetes turns when a ConfigMap
// changes.
func isManifest(name string) bool {
	return slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(name)) || filepath.Base(name) == "..data"
}
