//go:build tools

// Package temporal pins the development server that the launcher builds.
package temporal

import _ "github.com/temporalio/cli/cmd/temporal"
