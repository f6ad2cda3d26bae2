"""Bridges: Sayso's numbers inside other libraries, in the shape that these expect.

scikit-learn needs none: `Result.labels` are the two lists that its reports take.
"""
