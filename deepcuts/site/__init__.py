"""The built site, and what it offers beside its pages."""
