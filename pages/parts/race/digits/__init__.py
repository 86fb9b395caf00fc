"""The race on MNIST: the methods train the same net on the same batches."""
