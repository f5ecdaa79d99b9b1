"""Every printed number beside ours: what is judged, summed up, and shown."""
