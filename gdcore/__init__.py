"""Gradient descent, its losses, its network and its data, in NumPy and the standard library.

Start reading at `objective`: everything here is a loss over one parameter vector. Then `optimizers`
(how a vector is moved), `network` and `training` (the same rules on 39,760 weights).
"""
