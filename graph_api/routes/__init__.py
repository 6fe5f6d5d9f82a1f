"""What the service answers on which address; thin, the work is done elsewhere."""
