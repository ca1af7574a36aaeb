"""What is measured: one module a thing, each run with ``python -m benchmarks.<name>``, the peer beside us in the same run."""
