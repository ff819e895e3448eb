// Packnight lets a Cub Scout pack play games together on the phones in its hall:
// one program on a leader's laptop, and nothing leaves the house.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"packnight/game/about"
	"packnight/game/appliance"
	"packnight/storage"
)

func main() {
	if handled, code := storage.RunChild(os.Args[1:], os.Stdout); handled {
		os.Exit(code)
	}
	code := run()
	if code != 0 {
		appliance.HoldWindow()
	}
	os.Exit(code)
}

// run serves until the person stops it, and returns the exit code.
func run() int {
	started := time.Now()
	appliance.CollectRarely()
	listen := flag.String("listen", "", "`HOST:PORT` to serve on (default: port 80, else 8080, else any free one)")
	data := flag.String("data", "", "`folder` that keeps the evening (default: your own application data)")
	hotspot := flag.Bool("hotspot", false, "the phones are in this computer's own Wi-Fi: show them the way in by themselves")
	open := flag.Bool("open", true, "open the leader's page in the browser")
	post := flag.String("announce", "", "`folder` in which to keep the leader's address, as text and QR code, for a computer without a screen")
	version := flag.Bool("version", false, "print the version and end")
	licences := flag.Bool("licences", false, "print what the program is made of, with the licences, and end")
	flag.Parse()
	switch {
	case *version:
		about.WriteVersion(os.Stdout)
		return 0
	case *licences:
		about.WriteLicences(os.Stdout)
		return 0
	}
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "packnight: %q is not an option. See packnight -help.\n", flag.Arg(0))
		return 2
	}

	if executable, err := os.Executable(); err == nil && appliance.IsApp(executable, os.Args[1:]) {
		return appliance.RunApp(context.Background(), executable, os.Stderr)
	}

	appliance.KeepWindowRunning()
	// Whoever reads what it prints may go away: that is no reason to stop.
	signal.Ignore(syscall.SIGPIPE)
	out, log := appliance.NewPatient(os.Stdout), appliance.NewPatient(os.Stderr)
	defer log.Close()
	defer out.Close()

	// Closing the window arrives as SIGTERM on Windows, as SIGHUP elsewhere.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	err := appliance.Run(ctx, appliance.Config{
		Listen:   *listen,
		Announce: *post,
		Shy:      runtime.GOOS == "windows" || os.Getenv("PACKNIGHT_SHY") != "",
		Folder:   *data,
		Hotspot:  *hotspot,
		Open:     *open,
		Assets:   client(),
		Started:  started,
		Built:    about.Built(),
		Out:      out,
		Log:      log,
		Quiet:    appliance.LogsIntoWindow(),
	})
	if err != nil {
		fmt.Fprintln(log, appliance.Sentence(err))
		return 1
	}
	return 0
}
