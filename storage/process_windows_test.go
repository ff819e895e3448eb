package storage_test

func runSystemChild(command, path string) (handled bool, err error) { return false, nil }
