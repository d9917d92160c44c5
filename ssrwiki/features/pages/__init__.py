"""Wiki pages: texts that any member may write and improve. Everything hard is in `documents`."""
