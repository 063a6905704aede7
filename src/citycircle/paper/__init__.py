"""Word and Excel as an office in China expects them."""
