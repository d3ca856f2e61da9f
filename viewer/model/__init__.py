"""What is true: time, entities, the territory and bloc ledgers, the atlas. Knows no files, no Qt and no way of looking."""
