"""Runs snippets, and compares and writes what they print."""
