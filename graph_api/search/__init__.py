"""Full-text search: what is found (`documents`), the index of a version (`index`), and asking it (`find`)."""
