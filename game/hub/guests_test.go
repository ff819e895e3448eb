package hub

import "testing"

func TestDeviceOf(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (iPhone; CPU iPhone OS 14_4 like Mac OS X) AppleWebKit/605.1.15": "iPhone",
		"Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X)":                               "iPad",
		"Mozilla/5.0 (Linux; Android 10; SM-A105FN) Chrome/86":                        "Android",
		"Mozilla/5.0 (X11; CrOS x86_64 13904.97.0)":                                   "Chromebook",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64)":                                   "Windows",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)":                             "Mac",
		"Mozilla/5.0 (X11; Linux armv7l)":                                             "Linux",
		"curl/8.5":                                                                    "", "": "",
	} {
		if got := deviceOf(agent); got != want {
			t.Errorf("%q is called %q, not %q", agent, got, want)
		}
	}
}
