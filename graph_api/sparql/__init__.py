"""SPARQL from outside: formats, what is refused, and running queries within limits."""
