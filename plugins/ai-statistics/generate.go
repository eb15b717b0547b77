package aistatistics

//go:generate go run aigateway/common/config/cmd/configdoc -dir . -type Config
