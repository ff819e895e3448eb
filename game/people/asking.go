package people

import "context"

// Asking is a user that holds a second key and waits to be confirmed. Its digits are
// on its own screen alone.
type Asking struct {
	User string
	Role Role // that its key was made for
}

// Asking returns who waits to be confirmed. For leaders.
func (p *People) Asking(ctx context.Context) ([]Asking, error) {
	ids, err := p.store.GetMany(ctx, matchKeys()...)
	if err != nil {
		return nil, err
	}
	var out []Asking
	for _, id := range ids {
		u, err := p.lookUp(ctx, string(id))
		if err != nil {
			return nil, err
		}
		if u.Role == Waiting {
			out = append(out, Asking{User: u.id, Role: u.Wants})
		}
	}
	return out, nil
}
