"""``make demo``: a site with a simulated quarter behind it, and a few live orders played over HTTP and socket."""
