"""Word files (.docx), from Word, WPS or LibreOffice: own walker over the XML, as no library resolves Chinese numbering."""
