"""Word files (.docx) from Word, WPS or LibreOffice: our own walker, as no library resolves Chinese numbering."""
