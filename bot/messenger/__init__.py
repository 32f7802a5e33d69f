"""Everything that talks to a messenger: updates in, messages out."""
