"""The parts of the MNIST page."""
