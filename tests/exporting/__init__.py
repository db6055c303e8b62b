"""Lists as files, and the archive as one."""
