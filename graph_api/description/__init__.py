"""What the service tells of itself: its terms documented, its graph described (VoID, DCAT) and its endpoint."""
