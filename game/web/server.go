package web

import (
	"log"
	"log/slog"
	"net/http"
	"time"

	"packnight/game/wire"
)

// Bounds that no limit of the appliance names: what a request may take in all, for
// a pack over a poor Wi-Fi, and how long an idle connection is kept.
const (
	wholeRequest = 30 * time.Second
	idle         = time.Minute
)

// NewServer returns a server for what New made, with its patience bounded: half-sent
// headers, endless bodies and idle connections cost little and end. Sockets are
// their hub's once they are upgraded; these bounds don't touch them.
func NewServer(h http.Handler, l wire.Limits, logger *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h,
		// It would answer OPTIONS * before the Host is looked at.
		DisableGeneralOptionsHandler: true,
		ReadHeaderTimeout:            l.HeaderTime,
		ReadTimeout:                  wholeRequest,
		WriteTimeout:                 wholeRequest,
		IdleTimeout:                  idle,
		MaxHeaderBytes:               l.Headers,
		ErrorLog:                     log.New(serverLog{logger}, "", 0),
	}
}
