"""Pure parts: when a post is due, what must hold before packing, what the files and the manifest hold, the bytes of the ZIP."""
