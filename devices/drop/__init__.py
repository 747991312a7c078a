"""Files that another box (a face scanner, an OCR scanner) leaves in a folder: each is a read, and gone after it."""
