"""One idea a file: each component reads named attributes of the Doc and writes exactly one."""
