package storage_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"packnight/storage"
)

// state is about what a room of twenty stores with a move.
var state = make([]byte, 4096)

func move(code string) *storage.Batch {
	return new(storage.Batch).IfPresent("game:"+code).
		Set("game:"+code+":state", state, 24*time.Hour).
		Set("game:"+code+":seat:1", state[:64], 24*time.Hour)
}

func benchFile(b *testing.B) *storage.File {
	f, err := storage.Open(b.Context(), filepath.Join(b.TempDir(), "packnight.db"), storage.Options{BackupEvery: -1})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := f.Close(); err != nil {
			b.Error(err)
		}
	})
	return f
}

// BenchmarkFileWriters is keys set by writers that each wait for their own.
func BenchmarkFileWriters(b *testing.B) {
	for _, writers := range []int{1, 32, 256} {
		b.Run(fmt.Sprint(writers), func(b *testing.B) {
			f := benchFile(b)
			var left atomic.Int64
			left.Store(int64(b.N))
			var all sync.WaitGroup
			b.ResetTimer()
			for w := range writers {
				key := fmt.Sprint("writer:", w)
				all.Go(func() {
					for left.Add(-1) >= 0 {
						if err := f.Set(b.Context(), key, state[:64], 0); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			all.Wait()
			report(b, f)
		})
	}
}

// BenchmarkFileRooms is moves of rooms that each wait for their own commit.
func BenchmarkFileRooms(b *testing.B) {
	for _, rooms := range []int{1, 50} {
		b.Run(fmt.Sprint(rooms), func(b *testing.B) {
			f := benchFile(b)
			var left atomic.Int64
			left.Store(int64(b.N))
			var all sync.WaitGroup
			for r := range rooms {
				if err := f.Set(b.Context(), fmt.Sprint("game:", r), nil, 24*time.Hour); err != nil {
					b.Fatal(err)
				}
			}
			b.ResetTimer()
			for r := range rooms {
				all.Go(func() {
					answer := make(chan error, 1)
					for left.Add(-1) >= 0 {
						f.Submit(move(fmt.Sprint(r)), func(err error) { answer <- err })
						if err := <-answer; err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			all.Wait()
			report(b, f)
		})
	}
}

func report(b *testing.B, f *storage.File) {
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "writes/s")
	b.ReportMetric(float64(b.N)/float64(f.Commits()), "writes/commit")
}

func BenchmarkFileGet(b *testing.B) {
	f := benchFile(b)
	if err := f.Set(b.Context(), "user:1:players", state[:64], 0); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.Get(b.Context(), "user:1:players"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMemoryMove(b *testing.B) {
	m := storage.NewMemory(storage.Options{})
	if err := m.Set(b.Context(), "game:K7QX", nil, 24*time.Hour); err != nil {
		b.Fatal(err)
	}
	moving := move("K7QX")
	done := func(err error) {
		if err != nil {
			b.Error(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		m.Submit(moving, done)
	}
}

func BenchmarkMemorySet(b *testing.B) {
	m := storage.NewMemory(storage.Options{})
	b.ReportAllocs()
	for b.Loop() {
		if err := m.Set(b.Context(), "k", state[:64], time.Hour); err != nil {
			b.Fatal(err)
		}
	}
}
