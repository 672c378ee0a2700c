"""The pictures of the guides (site/docs/huong-dan/anh/), taken from the running demo."""
