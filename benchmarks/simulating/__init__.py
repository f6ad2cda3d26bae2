"""The proof by simulation, taken apart: a population of documents, what is claimed on samples of it, and tables."""
