"""The part of the slopes page that shows two variables: slices, and the gradient made of them."""
