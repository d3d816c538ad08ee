"""Output formats, one module each, imported on use."""
