"""One sigmoid neuron: its numbers on the wires, its error surface, three ways to one step."""
