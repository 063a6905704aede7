"""PDF with a text layer: lines put back into paragraphs, ruled tables put back into rows, over page breaks too.

The text and the rulings come from pdfium; the algorithm that finds cells between rulings is pdfplumber's, so that no
page has to be read by a second, slower parser.
"""
