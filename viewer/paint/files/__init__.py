"""Pictures as files: PNG, PDF and moving pictures, one page or many."""
