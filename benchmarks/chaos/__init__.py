"""What remains true when the product is killed, refused, cut off and misled: `python -m benchmarks chaos`."""
