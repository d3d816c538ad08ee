"""PDF, HWPX, HWP, DOCX and web pages as plain text; parsed in a child process with limits, one reader a module."""
