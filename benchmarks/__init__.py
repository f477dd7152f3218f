"""What cetingest costs, measured. A package of its own name: an installed one is called `benchmarks` too."""
