"""Trained parts: small linear models whose weights are committed, with what made them (see `train.py`)."""
