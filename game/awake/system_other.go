//go:build !linux && !darwin && !windows

package awake

// System returns the lock of this computer, of which nothing is known.
func System() Lock { return none{} }

// none is the lock of a computer of which nothing is known.
type none struct{}

func (none) Hold() error { return nil }
func (none) Held() bool  { return true }
func (none) Release()    {}
