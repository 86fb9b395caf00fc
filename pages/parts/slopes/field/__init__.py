"""The part of the slopes page that shows the field of gradients and a descent through it."""
