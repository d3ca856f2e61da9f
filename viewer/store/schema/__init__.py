"""What each file of an atlas may say, as tables: names of fields, how each is read, and the value that they make."""
