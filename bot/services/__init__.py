"""Use cases: one module per topic, one public method per use case, one transaction each."""
