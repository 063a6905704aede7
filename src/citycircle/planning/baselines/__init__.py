"""A plan as it was issued: frozen with a digest and a short code, compared with its next version cell by cell."""
