"""Files that are XML: KML, GPX, and the workbooks of spreadsheets."""
