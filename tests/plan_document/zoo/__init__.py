"""A zoo of invented plans in the layouts and formats that real ones have, each with its expected items."""
