package storage_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"packnight/storage"
	"packnight/storage/storagetest"
)

// redisStore shows that a Redis fits behind storage.Store unchanged: each operation
// is the command that its comment names, a batch is a script. It is for tests, which
// move its clock by moving all expiries.
type redisStore struct {
	client *redis.Client
	ahead  time.Duration // how far tests have moved its clock

	mu     sync.RWMutex // held for reading by calls, for writing by Close
	closed bool
}

var _ storage.Store = (*redisStore)(nil)

// redisServer is a Redis of this test's own, on a socket in a folder of its own.
// There may be none on this machine; where CI is set that is a failure.
func redisServer(t *testing.T) *redis.Client {
	t.Helper()
	program, err := exec.LookPath("redis-server")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("no redis-server, which CI has to have")
		}
		return nil
	}
	folder, err := os.MkdirTemp("", "redis") // a socket's path has to be short
	must(t, err)
	socket := filepath.Join(folder, "s")
	server := exec.Command(program, "--port", "0", "--unixsocket", socket, "--dir", folder, "--save", "", "--appendonly", "no")
	must(t, server.Start())
	client := redis.NewClient(&redis.Options{Network: "unix", Addr: socket})
	t.Cleanup(func() {
		client.Close()
		server.Process.Kill()
		server.Wait()
		os.RemoveAll(folder)
	})
	for deadline := time.Now().Add(10 * time.Second); ; {
		if err = client.Ping(t.Context()).Err(); err == nil {
			return client
		}
		if time.Now().After(deadline) {
			t.Fatalf("redis-server does not answer: %v", err)
		}
	}
}

func openRedis(t *testing.T, client *redis.Client, c *storagetest.Clock) *redisStore {
	t.Helper()
	must(t, client.FlushDB(t.Context()).Err())
	s := &redisStore{client: client}
	c.OnAdvance(func(d time.Duration) {
		s.ahead += d
		if err := advanceScript.Run(context.Background(), client, nil, d.Milliseconds()).Err(); err != nil && !errors.Is(err, redis.Nil) {
			t.Errorf("moving the clock: %v", err)
		}
	})
	return s
}

// advanceScript lets ARGV[1] milliseconds pass for all expiries.
var advanceScript = redis.NewScript(`
for _, name in ipairs(redis.call('KEYS', '*')) do
	local left = redis.call('PTTL', name)
	if left >= 0 then redis.call('PEXPIRE', name, left - ARGV[1]) end
end`)

// call runs fn unless the store is closed, and turns Redis's errors into ours.
func (s *redisStore) call(ctx context.Context, fn func() error, names ...string) error {
	for _, n := range names {
		if len(n) > storage.MaxName {
			return storage.ErrTooLarge
		}
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return storage.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	err := fn()
	switch {
	case err == nil:
		return nil
	case errors.Is(err, redis.Nil):
		return storage.ErrNotFound
	case strings.Contains(err.Error(), "WRONGTYPE"):
		return storage.ErrWrongType
	case strings.Contains(err.Error(), "not an integer"), strings.Contains(err.Error(), "overflow"):
		return storage.ErrNotInteger
	case strings.Contains(err.Error(), "CONFLICT"):
		return storage.ErrConflict
	}
	return err
}

func (s *redisStore) Get(ctx context.Context, key string) (value []byte, err error) {
	err = s.call(ctx, func() error {
		value, err = s.client.Get(ctx, key).Bytes()
		return err
	}, key)
	return value, err
}

func (s *redisStore) GetMany(ctx context.Context, keys ...string) ([][]byte, error) {
	values := make([][]byte, len(keys))
	err := s.call(ctx, func() error {
		if len(keys) == 0 {
			return nil
		}
		got, err := s.client.MGet(ctx, keys...).Result()
		for i, v := range got {
			if text, ok := v.(string); ok {
				values[i] = []byte(text)
			}
		}
		return err
	}, keys...)
	return values, err
}

func (s *redisStore) Set(ctx context.Context, key string, value []byte, ttl time.Duration) error {
	if len(value) > storage.MaxValue {
		return storage.ErrTooLarge
	}
	return s.call(ctx, func() error { return s.client.Set(ctx, key, value, ttl).Err() }, key)
}

func (s *redisStore) SetIfAbsent(ctx context.Context, key string, value []byte, ttl time.Duration) (ok bool, err error) {
	if len(value) > storage.MaxValue {
		return false, storage.ErrTooLarge
	}
	err = s.call(ctx, func() error {
		err := s.client.SetArgs(ctx, key, value, redis.SetArgs{Mode: "NX", TTL: ttl}).Err()
		ok = err == nil
		if errors.Is(err, redis.Nil) {
			return nil
		}
		return err
	}, key)
	return ok, err
}

func (s *redisStore) Delete(ctx context.Context, names ...string) (int, error) {
	return s.count(ctx, names, names, func() (int64, error) { return s.client.Del(ctx, names...).Result() })
}

// count runs a command that counts, unless there is nothing to give it.
func (s *redisStore) count(ctx context.Context, names, given []string, fn func() (int64, error)) (n int, err error) {
	err = s.call(ctx, func() error {
		if len(given) == 0 {
			return nil
		}
		got, err := fn()
		n = int(got)
		return err
	}, slices.Concat(names, given)...)
	return n, err
}

var incrementScript = redis.NewScript(`
local made = redis.call('EXISTS', KEYS[1]) == 0
redis.call('INCRBY', KEYS[1], ARGV[1])
if made and tonumber(ARGV[2]) > 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return redis.call('GET', KEYS[1])`) // as a text: a script's numbers have 53 bits

func (s *redisStore) Increment(ctx context.Context, key string, by int64, ttl time.Duration) (sum int64, err error) {
	err = s.call(ctx, func() error {
		sum, err = incrementScript.Run(ctx, s.client, []string{key}, by, ttl.Milliseconds()).Int64()
		return err
	}, key)
	return sum, err
}

func (s *redisStore) TTL(ctx context.Context, name string) (left time.Duration, err error) {
	err = s.call(ctx, func() error {
		left, err = s.client.PTTL(ctx, name).Result()
		switch left {
		case -1:
			left = 0
		case -2:
			return redis.Nil
		}
		return err
	}, name)
	return max(left, 0), err
}

func (s *redisStore) Expire(ctx context.Context, name string, ttl time.Duration) (ok bool, err error) {
	err = s.call(ctx, func() error {
		ok, err = s.client.PExpire(ctx, name, ttl).Result()
		return err
	}, name)
	return ok, err
}

func (s *redisStore) Add(ctx context.Context, set string, members ...string) (int, error) {
	return s.count(ctx, []string{set}, members, func() (int64, error) { return s.client.SAdd(ctx, set, anys(members)...).Result() })
}

func (s *redisStore) Remove(ctx context.Context, set string, members ...string) (int, error) {
	return s.count(ctx, []string{set}, members, func() (int64, error) { return s.client.SRem(ctx, set, anys(members)...).Result() })
}

func anys(members []string) (out []any) {
	for _, m := range members {
		out = append(out, m)
	}
	return out
}

func (s *redisStore) Has(ctx context.Context, set, member string) (in bool, err error) {
	err = s.call(ctx, func() error {
		in, err = s.client.SIsMember(ctx, set, member).Result()
		return err
	}, set, member)
	return in, err
}

func (s *redisStore) Members(ctx context.Context, set string) (members []string, err error) {
	err = s.call(ctx, func() error {
		members, err = s.client.SMembers(ctx, set).Result()
		slices.Sort(members)
		return err
	}, set)
	return members, err
}

func (s *redisStore) Count(ctx context.Context, set string) (int, error) {
	return s.count(ctx, []string{set}, []string{""}, func() (int64, error) { return s.client.SCard(ctx, set).Result() })
}

// applyScript does a batch. Redis does not take back what a script that fails has
// done, so the script keeps what each name held and puts it back. KEYS are the names
// of the conditions and writes, ARGV how many there are of each and then four
// arguments for every one of them; a wipe gives what it keeps after those.
var applyScript = redis.NewScript(`
local conditions, writes = tonumber(ARGV[1]), tonumber(ARGV[2])
local function arguments(i) local a = 4 * i - 1; return ARGV[a], ARGV[a+1], ARGV[a+2], ARGV[a+3] end

for i = 1, conditions do
	local kind, value, member, n = arguments(i)
	local name, holds = KEYS[i], false
	if kind == 'absent' then holds = redis.call('EXISTS', name) == 0
	elseif kind == 'present' then holds = redis.call('EXISTS', name) == 1
	elseif kind == 'equals' then holds = redis.call('TYPE', name).ok == 'string' and redis.call('GET', name) == value
	elseif kind == 'member' then holds = redis.call('SISMEMBER', name, member) == 1
	elseif kind == 'notmember' then holds = redis.call('SISMEMBER', name, member) == 0
	elseif kind == 'below' then holds = redis.call('SCARD', name) < tonumber(n) end
	if not holds then return redis.error_reply('CONFLICT') end
end

local saved, order = {}, {}
local function save(name)
	if saved[name] ~= nil then return end
	saved[name] = { redis.call('DUMP', name), redis.call('PTTL', name) }
	table.insert(order, name)
end
local function restore()
	for _, name in ipairs(order) do
		redis.call('DEL', name)
		local dump, left = saved[name][1], saved[name][2]
		if dump then redis.call('RESTORE', name, math.max(left, 0), dump) end
	end
end

if #ARGV > 2 + 4 * (conditions + writes) then
	local from, keep = 3 + 4 * (conditions + writes), {}
	for _, name in ipairs(redis.call('KEYS', '*')) do
		local kept = false
		for a = from, #ARGV do
			local rule, text = ARGV[a]:sub(1, 1), ARGV[a]:sub(2)
			if rule == '=' and name == text or rule == '^' and name:sub(1, #text) == text then kept = true end
		end
		if not kept then save(name); redis.call('DEL', name) end
	end
end

for i = conditions + 1, conditions + writes do
	local kind, value, member, ttl = arguments(i)
	local name, r = KEYS[i], nil
	save(name)
	if kind == 'set' then
		if tonumber(ttl) > 0 then r = redis.pcall('SET', name, value, 'PX', ttl) else r = redis.pcall('SET', name, value) end
	elseif kind == 'delete' then r = redis.pcall('DEL', name)
	elseif kind == 'increment' then
		local made = redis.call('EXISTS', name) == 0
		r = redis.pcall('INCRBY', name, value)
		if made and tonumber(ttl) > 0 then redis.call('PEXPIRE', name, ttl) end
	elseif kind == 'add' then r = redis.pcall('SADD', name, member)
	elseif kind == 'remove' then r = redis.pcall('SREM', name, member)
	elseif kind == 'expire' then r = redis.pcall('PEXPIRE', name, ttl) end
	if type(r) == 'table' and r.err then restore(); return redis.error_reply(r.err) end
end
return 1`)

func (s *redisStore) Apply(ctx context.Context, b *storage.Batch) error {
	return s.apply(ctx, b)
}

func (s *redisStore) apply(ctx context.Context, b *storage.Batch, keep ...any) error {
	var names []string
	var args []any
	conditions, writes := b.Conditions(), b.Writes()
	args = append(args, len(conditions), len(writes))
	for _, c := range conditions {
		names = append(names, c.Name)
		args = append(args, c.Kind, c.Value, c.Member, c.Count)
	}
	for _, w := range writes {
		if len(w.Member) > storage.MaxName || len(w.Value) > storage.MaxValue {
			return storage.ErrTooLarge
		}
		value := any(w.Value)
		if w.Kind == "increment" {
			value = strconv.FormatInt(w.By, 10)
		}
		names = append(names, w.Name)
		args = append(args, w.Kind, value, w.Member, w.TTL.Milliseconds())
	}
	return s.call(ctx, func() error {
		return applyScript.Run(ctx, s.client, names, append(args, keep...)...).Err()
	}, names...)
}

func (s *redisStore) Submit(b *storage.Batch, done func(error)) {
	done(s.Apply(context.Background(), b))
}

func (s *redisStore) Wipe(ctx context.Context, keep storage.Keep, b *storage.Batch) error {
	rules := []any{"!"} // a rule that keeps nothing, so that there is one
	for _, n := range keep.Names {
		rules = append(rules, "="+n)
	}
	for _, p := range keep.Prefixes {
		rules = append(rules, "^"+p)
	}
	return s.apply(ctx, b, rules...)
}

func (s *redisStore) Now() time.Time {
	at, err := s.client.Time(context.Background()).Result()
	if err != nil {
		panic(fmt.Sprintf("asking Redis for the time: %v", err))
	}
	return at.Add(s.ahead)
}

func (s *redisStore) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return storage.ErrClosed
	}
	s.closed = true
	return nil
}

// TestRedis runs the suite on a real Redis, where there is one: the meaning that it
// tests is Redis's own, or the suite is wrong.
func TestRedis(t *testing.T) {
	client := redisServer(t)
	if client == nil {
		t.Log("no redis-server on this machine: the suite ran on the other two")
		return
	}
	storagetest.Run(t, func(t *testing.T, c *storagetest.Clock) storage.Store { return openRedis(t, client, c) })
}
