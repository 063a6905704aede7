"""The roof: pages, forms, templates and the API. It reads through viewers' eyes and writes through actions only."""
